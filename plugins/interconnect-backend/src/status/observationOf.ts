import {
  rolloutStates,
  type NetworkObservation,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { RolloutHead } from '../projection/RolloutHead';

/** Why nothing is known of a member although it was observed once. */
export const notSinceRemoval = 'not observed since a rollout began to remove it';

/**
 * The observation that still says something. Once a rollout takes the network away, that is only
 * one which was made after it was asked for, while it rests: what is being taken away is not
 * observed. As long as the removal waits for its approval, everything stands, and is observed.
 */
export function observationOf(network: {
  observation?: NetworkObservation;
  open?: Pick<RolloutHead, 'operation' | 'state' | 'requestedAt'>;
}): NetworkObservation | undefined {
  const { observation, open } = network;
  if (open?.operation !== 'delete' || open.state === 'AwaitingApproval') {
    return observation;
  }
  const later = observation && Date.parse(observation.observedAt) > Date.parse(open.requestedAt);
  return later && !rolloutStates[open.state].changesClusters ? observation : undefined;
}
