/** Polls until `condition` holds. */
export async function waitFor(
  condition: () => Promise<boolean>,
  timeoutMs = 60_000,
  what = String(condition),
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not within ${timeoutMs / 1000} s: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}
