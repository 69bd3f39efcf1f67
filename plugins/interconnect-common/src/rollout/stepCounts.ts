import { RolloutStep, StepCounts, StepState } from './types';

const counted = {
  Pending: undefined,
  Running: undefined,
  Succeeded: 'done',
  Failed: 'failed',
  Skipped: 'done',
  Undone: 'done',
  UndoFailed: 'failed',
} as const satisfies Record<StepState, 'done' | 'failed' | undefined>;

/** Counts the steps of a rollout by what became of them. @public */
export function stepCounts(steps: readonly Pick<RolloutStep, 'state'>[]): StepCounts {
  const counts = { all: steps.length, done: 0, failed: 0 };
  for (const { state } of steps) {
    const as = counted[state];
    if (as) {
      counts[as] += 1;
    }
  }
  return counts;
}
