/**
 * Does something with each item, one after the other. One that fails holds up none of the others;
 * its error, or the first one, is thrown in the end.
 */
export async function forEachOf<T>(
  items: Iterable<T>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const errors: unknown[] = [];
  for (const item of items) {
    await work(item).catch(error => errors.push(error));
  }
  if (errors.length > 0) {
    throw errors[0];
  }
}
