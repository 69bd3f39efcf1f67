import {
  Rollout,
  rolloutCommandStates,
  RolloutStep,
  RolloutUpdate,
} from '@interconnect/backstage-plugin-interconnect-common';

/** The commands that a rollout takes in its present state. */
export function commandsOf({ state, steps }: Pick<Rollout, 'state' | 'steps'>): RolloutUpdate[] {
  const updates = Object.keys(rolloutCommandStates) as RolloutUpdate[];
  const anyFailed = steps.some(step => step.state === 'Failed');
  return updates.filter(
    update =>
      rolloutCommandStates[update].includes(state) &&
      (anyFailed || (update !== 'retry' && update !== 'skip')),
  );
}

/**
 * The steps that a rollback leads back: all that were started, also those that failed half-way or were skipped after
 * that, the last first. `verify` changes nothing.
 */
export function undoneSteps({ steps }: Pick<Rollout, 'steps'>): RolloutStep[] {
  return steps
    .filter(({ kind, state }) => kind !== 'verify' && state !== 'Pending' && state !== 'Undone')
    .reverse();
}
