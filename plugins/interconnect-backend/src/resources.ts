import {
  FormerSpoke,
  leftOn,
  membersOf,
  Network,
  Outstanding,
  outstandingOf,
  Rollout,
  RolloutSummary,
} from '@interconnect/backstage-plugin-interconnect-common';
import { absentClusters } from './clusters/absentClusters';
import type { RolloutHead } from './projection/RolloutHead';
import type { Services } from './Services';
import { networkStatus } from './status/networkStatus';
import type { NetworkHead } from './store/NetworkStore';
import type { StoredRollout } from './store/RolloutStore';

/** The REST resource of a network. `rollout`: the one that has not ended. */
export async function networkResource(
  services: Pick<Services, 'networks'>,
  network: NetworkHead,
  clusters: readonly { name: string }[],
): Promise<Network> {
  const { project, name, generation, desired, open, standing } = network;
  const absent = absentClusters(standing, clusters);
  const left = absent.length > 0 ? leftOn(await outstanding(services, network), absent) : [];
  const formerSpokes = formerSpokesOf(network);
  return {
    project,
    name,
    generation,
    spec: desired.document,
    status: networkStatus(network, absent),
    ...(open && { rollout: { id: open.id, state: open.state } }),
    ...(left.length > 0 && { left }),
    ...(formerSpokes.length > 0 && { formerSpokes }),
  };
}

/** What is left to do; nothing keeps that while a rollout is open. */
async function outstanding(
  { networks }: Pick<Services, 'networks'>,
  { project, name, outstanding: kept }: NetworkHead,
): Promise<Outstanding> {
  if (kept) {
    return kept;
  }
  const network = await networks.getNetwork(project, name);
  return network ? outstandingOf(network.applied, network.desired) : { steps: [], removals: [] };
}

/** Those that are members again may have a certificate. */
function formerSpokesOf({ desired, formerSpokes = [] }: NetworkHead): FormerSpoke[] {
  const members = new Set(membersOf(desired.document));
  return formerSpokes.filter(({ cluster }) => !members.has(cluster));
}

/** A rollout in a list. */
export function rolloutSummary(
  services: Pick<Services, 'workflowOf'>,
  rollout: RolloutHead,
): RolloutSummary {
  return { ...withoutSteps(services, rollout), counts: rollout.counts };
}

/** The REST resource of a rollout. `steps`: with the attempts that run now. */
export function rolloutResource(
  services: Pick<Services, 'workflowOf'>,
  rollout: StoredRollout,
  steps = rollout.fold.steps,
): Rollout {
  return { ...withoutSteps(services, rollout), steps };
}

function withoutSteps(
  services: Pick<Services, 'workflowOf'>,
  rollout: RolloutHead,
): Omit<Rollout, 'steps'> {
  const { onBehalfOf, endedAt, message, approval, left } = rollout;
  return {
    id: rollout.id,
    operation: rollout.operation,
    state: rollout.state,
    requestedBy: rollout.requestedBy,
    ...(onBehalfOf !== undefined && { onBehalfOf }),
    generation: rollout.generation,
    startedAt: rollout.startedAt,
    ...(endedAt !== undefined && { endedAt }),
    ...(message !== undefined && { message }),
    planDigest: rollout.planDigest,
    workflow: services.workflowOf(rollout),
    ...(approval && { approval }),
    ...(left && { left }),
  };
}
