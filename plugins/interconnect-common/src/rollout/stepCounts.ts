import { stepStates } from './states';
import { RolloutStep, StepCounts } from './types';

/** Counts the steps of a rollout by what became of them. @public */
export function stepCounts(steps: readonly Pick<RolloutStep, 'state'>[]): StepCounts {
  const count = (what: Exclude<keyof StepCounts, 'all'>) =>
    steps.filter(({ state }) => stepStates[state]?.counts === what).length;
  return {
    all: steps.length,
    done: count('done'),
    skipped: count('skipped'),
    failed: count('failed'),
  };
}
