import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits that become longer while something does not work, with jitter so that not all come back at
 * once.
 */
export class Backoff {
  private attempts = 0;

  /** @param minMs - the first wait, in milliseconds; @param maxMs - the longest one */
  constructor(
    private readonly minMs: number,
    private readonly maxMs: number,
  ) {}

  /** It works again. */
  reset(): void {
    this.attempts = 0;
  }

  /** Ends early when the signal is aborted. */
  wait(signal: AbortSignal): Promise<void> {
    const ms = Math.min(this.maxMs, this.minMs * 2 ** Math.min(this.attempts, 20));
    this.attempts += 1;
    return pause(ms * (0.75 + Math.random() / 2), signal);
  }
}

/**
 * Waits so many milliseconds; ends early, without an error, when the signal is aborted. Keeps no
 * process alive.
 */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
