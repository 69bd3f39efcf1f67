import {
  isRolloutState,
  isStepState,
  RolloutStep,
  stepKinds,
} from '@interconnect/backstage-plugin-interconnect-common';
import { Texts } from '../../hooks/useTexts';
import { notStarted } from './steps/stepRow';

/** A rollout's state in words; its bare name when this version does not know it. */
export function rolloutStateText(t: Texts, state: string): string {
  return isRolloutState(state) ? t(`rollout.${state}`) : state;
}

/** A step's state in words; its bare name when this version does not know it. */
export function stepStateText(t: Texts, state: string): string {
  return isStepState(state) || state === notStarted ? t(`step.${state}`) : state;
}

/** What a step does, without the cluster: "Link to the hub", "Remove: Skupper". */
export function stepKindText(
  t: Texts,
  { kind, action, application }: Pick<RolloutStep, 'kind' | 'action' | 'application'>,
): string {
  const what = stepKinds.includes(kind)
    ? t(`kind.${kind}`, { application: application ?? '' })
    : kind;
  return action === 'remove' ? t('kind.remove', { what }) : what;
}
