import { Rollout, RolloutStep } from '@interconnect/backstage-plugin-interconnect-common';

/** How far a rollout is. */
export interface StepCounts {
  all: number;
  done: number;
  failed: number;
}

const done: RolloutStep['state'][] = ['Succeeded', 'Skipped', 'Undone'];
const failed: RolloutStep['state'][] = ['Failed', 'UndoFailed'];

/** How far a rollout is. */
export function stepCounts({ steps }: Pick<Rollout, 'steps'>): StepCounts {
  return {
    all: steps.length,
    done: steps.filter(({ state }) => done.includes(state)).length,
    failed: steps.filter(({ state }) => failed.includes(state)).length,
  };
}

/** How long a rollout took, or has taken until `now`, in seconds. */
export function durationOf({ startedAt, endedAt }: Rollout, now: number): number {
  const end = endedAt === undefined ? now : Date.parse(endedAt);
  return Math.max(0, Math.round((end - Date.parse(startedAt)) / 1000));
}
