import {
  FormerSpoke,
  membersOf,
  Network,
  plan,
  Rollout,
} from '@interconnect/backstage-plugin-interconnect-common';
import { absentClusters } from './clusters/absentClusters';
import type { Services } from './Services';
import { networkStatus } from './status/networkStatus';
import type { StoredNetwork, StoredRollout } from './store/NetworkStore';

/** The REST resource of a network. `rollout`: the one that has not ended. */
export function networkResource(
  network: StoredNetwork,
  clusters: readonly { name: string }[],
): Network {
  const { project, name, generation, desired, open, applied } = network;
  const absent = absentClusters(applied, clusters);
  const { left } = absent.length > 0 ? plan(applied, desired, { absent }) : {};
  const formerSpokes = formerSpokesOf(network);
  return {
    project,
    name,
    generation,
    spec: desired.document,
    status: networkStatus(network, absent),
    ...(open && { rollout: { id: open.id, state: open.state } }),
    ...(left && { left }),
    ...(formerSpokes.length > 0 && { formerSpokes }),
  };
}

/** Those that are members again may have a certificate. */
function formerSpokesOf({ desired, formerSpokes = [] }: StoredNetwork): FormerSpoke[] {
  const members = new Set(membersOf(desired.document));
  return formerSpokes.filter(({ cluster }) => !members.has(cluster));
}

/** The REST resource of a rollout. `steps`: with the attempts that run now. */
export function rolloutResource(
  services: Pick<Services, 'workflowOf'>,
  rollout: StoredRollout,
  steps = rollout.fold.steps,
): Rollout {
  const {
    operation,
    state,
    requestedBy,
    onBehalfOf,
    startedAt,
    endedAt,
    generation,
    message,
    approval,
    left,
  } = rollout.fold;
  return {
    id: rollout.id,
    operation,
    state,
    requestedBy,
    ...(onBehalfOf !== undefined && { onBehalfOf }),
    generation,
    startedAt,
    ...(endedAt !== undefined && { endedAt }),
    ...(message !== undefined && { message }),
    planDigest: rollout.planDigest,
    workflow: services.workflowOf(rollout),
    steps,
    ...(approval && { approval }),
    ...(left && { left }),
  };
}
