import {
  isRolloutState,
  Network,
  rolloutStates,
} from '@interconnect/backstage-plugin-interconnect-common';

/** Whether somebody should look at a network: for its phase, or because its rollout waits for a person. */
export function needsAttention({ status, rollout }: Network): boolean {
  const waits =
    rollout !== undefined &&
    isRolloutState(rollout.state) &&
    rolloutStates[rollout.state].needsPerson === true;
  return status.phase === 'NeedsAttention' || status.phase === 'Degraded' || waits;
}
