import type { RolloutStep } from '@interconnect/backstage-plugin-interconnect-common';
import type { RolloutFold } from './RolloutFold';

/** A fold in which one step has other values; a value `undefined` takes the field away. */
export function changeStep(
  fold: RolloutFold,
  id: string,
  values: { [K in keyof RolloutStep]?: RolloutStep[K] | undefined },
): RolloutFold {
  const index = fold.steps.findIndex(step => step.id === id);
  if (index < 0) {
    return fold;
  }
  const changed = Object.fromEntries(
    Object.entries({ ...fold.steps[index], ...values }).filter(([, value]) => value !== undefined),
  ) as unknown as RolloutStep;
  return { ...fold, steps: fold.steps.with(index, changed) };
}
