import { StepCounts } from '@interconnect/backstage-plugin-interconnect-common';
import { Texts } from '../../hooks/useTexts';

/** How far a rollout is: "9 of 12 done, 1 skipped, 2 failed". */
export function progressText(t: Texts, { all, done, skipped, failed }: StepCounts): string {
  return [
    t('rollouts.stepsDone', { done: `${done}`, all: `${all}` }),
    ...(skipped > 0 ? [t('rollouts.stepsSkipped', { skipped: `${skipped}` })] : []),
    ...(failed > 0 ? [t('rollouts.stepsFailed', { failed: `${failed}` })] : []),
  ].join(', ');
}
