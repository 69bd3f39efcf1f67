import {
  RolloutState,
  RolloutStep,
  stepKinds,
  StepState,
} from '@interconnect/backstage-plugin-interconnect-common';
import { Texts } from '../../hooks/useTexts';

const rolloutStates: Record<RolloutState, true> = {
  AwaitingApproval: true,
  Running: true,
  Paused: true,
  Blocked: true,
  Succeeded: true,
  Failed: true,
  RollingBack: true,
  RolledBack: true,
  RollbackIncomplete: true,
  Canceled: true,
};

const stepStates: Record<StepState | 'NotStarted', true> = {
  Pending: true,
  Running: true,
  Succeeded: true,
  Failed: true,
  Skipped: true,
  Undone: true,
  UndoFailed: true,
  NotStarted: true,
};

/** Whether this version knows the state; a newer backend may have others. */
export function isKnownState(state: string): state is RolloutState {
  return Object.hasOwn(rolloutStates, state);
}

/** A rollout's state in words; its bare name when this version does not know it. */
export function rolloutStateText(t: Texts, state: string): string {
  return isKnownState(state) ? t(`rollout.${state}`) : state;
}

/** A step's state in words; its bare name when this version does not know it. */
export function stepStateText(t: Texts, state: string): string {
  return Object.hasOwn(stepStates, state) ? t(`step.${state as StepState}`) : state;
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
