import { setTimeout as pause } from 'node:timers/promises';
import { NativeConnection } from '@temporalio/worker';
import { errorText, logger } from './log';
import type { WorkerOptions } from './WorkerOptions';

const firstPauseMs = 500;
const longestPauseMs = 10_000;
/** Time between two lines in the log about a server that does not answer. */
const saidAgainAfterMs = 60_000;

/**
 * Connects to Temporal. Tries again while it does not answer, because it may still be starting.
 *
 * @throws the signal's reason when it is aborted
 */
export async function connect(
  { address, tls, apiKey }: WorkerOptions['temporal'],
  signal: AbortSignal,
): Promise<NativeConnection> {
  let saidAt = -Infinity;
  for (let wait = firstPauseMs; ; wait = Math.min(wait * 2, longestPauseMs)) {
    signal.throwIfAborted();
    try {
      return await NativeConnection.connect({ address, tls, apiKey });
    } catch (error) {
      if (Date.now() - saidAt >= saidAgainAfterMs) {
        saidAt = Date.now();
        logger.warn('Temporal does not answer yet, trying again', {
          address,
          error: errorText(error),
        });
      }
      await pause(wait, undefined, { signal });
    }
  }
}
