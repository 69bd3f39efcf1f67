/** How long a line is not repeated, ms. */
const PAUSE = 60_000;

/**
 * A log that leaves out what it said a moment ago: what cannot be done is tried again and again.
 */
export function quietLog(
  log: (line: string) => void,
  now: () => number = Date.now,
): (line: string) => void {
  const said = new Map<string, number>();
  return line => {
    const time = now();
    for (const [old, at] of said) if (time - at >= PAUSE) said.delete(old);
    if (said.has(line)) return;
    said.set(line, time);
    log(line);
  };
}
