import { setTimeout as sleep } from 'node:timers/promises';

/** Tries something until it works or is not wanted any more, with delays from 1 s to 5 s. */
export async function retry(
  what: () => Promise<unknown>,
  stillWanted: () => boolean,
): Promise<void> {
  for (let delay = 1000; ; delay = Math.min(5000, delay * 2)) {
    try {
      await what();
      return;
    } catch {
      if (!stillWanted()) return;
      await sleep(delay);
    }
  }
}
