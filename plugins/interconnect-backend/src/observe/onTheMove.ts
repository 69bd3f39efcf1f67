import type { RolloutState } from '@interconnect/backstage-plugin-interconnect-common';
import type { NetworkHead } from '../store/NetworkStore';

/** A rollout changes the clusters now; it does not wait for a person, and has not ended. */
export function isMoving(state: RolloutState): boolean {
  return state === 'Running' || state === 'RollingBack';
}

/** What an observation would miss on the clusters is being taken away on purpose. */
export function isBeingRemoved({ open }: Pick<NetworkHead, 'open'>): boolean {
  return (
    open !== undefined &&
    isMoving(open.state) &&
    (open.operation === 'delete' || open.state === 'RollingBack')
  );
}
