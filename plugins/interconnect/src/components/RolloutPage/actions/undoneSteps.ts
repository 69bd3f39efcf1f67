import { Rollout, RolloutStep } from '@interconnect/backstage-plugin-interconnect-common';

/**
 * The steps that a rollback leads back: all that were started, also those that failed half-way or
 * were skipped after that, the last first. `verify` changes nothing.
 */
export function undoneSteps({ steps }: Pick<Rollout, 'steps'>): RolloutStep[] {
  return steps
    .filter(({ kind, state }) => kind !== 'verify' && state !== 'Pending' && state !== 'Undone')
    .reverse();
}
