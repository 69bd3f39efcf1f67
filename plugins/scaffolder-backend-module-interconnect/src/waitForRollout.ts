import { setTimeout as sleep } from 'node:timers/promises';
import type { Rollout } from '@interconnect/backstage-plugin-interconnect-common';
import { failureOf, outcomeOf, progressOf } from './rolloutNews';
import { TaskError } from './TaskError';

/**
 * Reads a rollout until it has succeeded, and tells each change of how far it is. It goes on by
 * itself: who stops waiting stops nothing else.
 *
 * @throws TaskError with the reasons when it ends otherwise or only a person can go on, and when it has
 *   not ended in time
 */
export async function waitForRollout(options: {
  read(): Promise<Rollout>;
  tell(progress: string): void;
  /** Page of the rollout. */
  url: string;
  timeoutMs: number;
  pauseMs: number;
  signal?: AbortSignal;
}): Promise<Rollout> {
  const { read, tell, url, timeoutMs, pauseMs, signal } = options;
  const deadline = Date.now() + timeoutMs;
  let told: string | undefined;
  for (;;) {
    const rollout = await read();
    const outcome = outcomeOf(rollout);
    if (outcome === 'failed') {
      throw new TaskError(`${failureOf(rollout)}. See ${url}`);
    }
    const progress = progressOf(rollout);
    if (progress !== told) {
      tell(progress);
      told = progress;
    }
    if (outcome === 'done') {
      return rollout;
    }
    if (Date.now() + pauseMs > deadline) {
      throw new TaskError(
        `Rollout ${rollout.id} has not ended after ${Math.round(timeoutMs / 60_000)} minutes (${progress}). It goes on: see ${url}`,
      );
    }
    await sleep(pauseMs, undefined, { signal });
  }
}
