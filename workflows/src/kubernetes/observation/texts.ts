/** A text that is at most so long. */
export function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

/** The first sentences, each shortened, and how many more there are. */
export function firstOf(
  sentences: readonly string[],
  limit: { sentences: number; length: number },
): string[] {
  const said = sentences.slice(0, limit.sentences).map(text => shorten(text, limit.length));
  const left = sentences.length - said.length;
  return left > 0 ? [...said, `and ${left} more`] : said;
}

/** The day of a time of ISO 8601, for people. */
export function dayOf(time: string): string {
  return time.slice(0, 10);
}
