import { ApplicationFailure } from '@temporalio/common';
import type { ClusterFinding } from '@interconnect/backstage-plugin-interconnect-common';
import { isFailure } from '../client';

/** What a cluster says to a part of a plan. */
export type Told = Pick<ClusterFinding, 'finding' | 'text'>;

/** What no repetition mends, but for wrong credentials: these say nothing about the plan. */
export function isRefusal(error: unknown): boolean {
  const isPermanent = error instanceof ApplicationFailure && error.nonRetryable === true;
  return isPermanent && !isFailure(error, 'unauthorized') && !isFailure(error, 'untrusted');
}

/**
 * What is not there yet, or is going away: a rollout makes it, or waits for it, before it writes.
 */
export function isForLater(error: unknown): boolean {
  return isFailure(error, 'notFound') || isFailure(error, 'conflict');
}
