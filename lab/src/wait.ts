/**
 * Polls until `ready` says true. `failed` may throw to end the wait early.
 * @throws after `timeoutMs`, saying what for
 */
export async function waitFor(
  what: string,
  ready: () => boolean | Promise<boolean>,
  options: { timeoutMs: number; everyMs?: number; signal?: AbortSignal; failed?: () => void },
): Promise<void> {
  const end = Date.now() + options.timeoutMs;
  while (!(await ready())) {
    options.signal?.throwIfAborted();
    options.failed?.();
    if (Date.now() > end) {
      throw new Error(`${what}: not within ${Math.round(options.timeoutMs / 1000)} s`);
    }
    await new Promise(resolve => setTimeout(resolve, options.everyMs ?? 150));
  }
}
