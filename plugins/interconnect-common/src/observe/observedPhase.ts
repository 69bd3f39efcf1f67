import type { NetworkPhase } from '../network/phases';
import type { NetworkObservation } from '../network/types';

/** Whether something of a network was observed not to be as it should be. @public */
export function isDegraded(observed: Pick<NetworkObservation, 'members' | 'services'>): boolean {
  return (
    observed.members.some(({ state, link }) => state === 'NotReady' || link?.state === 'Down') ||
    observed.services.some(({ state }) => state === 'NotReady')
  );
}

/**
 * What an observation alone says of a network: `Degraded` when something was observed not to be as
 * it should be, else `Unknown` when something was not observed, else `Ready`.
 *
 * @public
 */
export function observedPhase(
  observed: Pick<NetworkObservation, 'members' | 'services'>,
): Extract<NetworkPhase, 'Ready' | 'Degraded' | 'Unknown'> {
  if (isDegraded(observed)) {
    return 'Degraded';
  }
  const states = [...observed.members, ...observed.services].map(({ state }) => state);
  return states.includes('Unknown') ? 'Unknown' : 'Ready';
}
