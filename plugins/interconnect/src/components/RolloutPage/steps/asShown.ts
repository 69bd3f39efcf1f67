import {
  Rollout,
  StepState,
  terminalRolloutStates,
} from '@interconnect/backstage-plugin-interconnect-common';

/** Of steps that will not come any more; the API has no name for it. */
const notStarted = 'NotStarted' as StepState;

/** A rollout as its steps are shown: when it has ended, none of them waits. */
export function asShown(rollout: Rollout): Rollout {
  if (!terminalRolloutStates.includes(rollout.state)) return rollout;
  const steps = rollout.steps.map(step =>
    step.state === 'Pending' ? { ...step, state: notStarted } : step,
  );
  return { ...rollout, steps };
}
