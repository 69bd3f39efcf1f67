import {
  FormerSpoke,
  leftOn,
  limitsOf,
  membersOf,
  Network,
  networkSelectors,
  Outstanding,
  outstandingOf,
  Rollout,
  RolloutSummary,
  writtenDocument,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Cluster } from '@interconnect/backstage-plugin-interconnect-node';
import { absentClusters } from './clusters/absentClusters';
import { clusterDomainsOf } from './clusters/clusterDomains';
import type { RolloutHead } from './projection/RolloutHead';
import type { Services } from './Services';
import { networkStatus } from './status/networkStatus';
import type { NetworkHead } from './store/NetworkStore';
import type { StoredRollout } from './store/RolloutStore';

/**
 * The REST resource of a network. `rollout`: the one that has not ended.
 *
 * @param clusters - undefined: not known at the moment
 */
export async function networkResource(
  services: Pick<Services, 'networks' | 'tenancy'>,
  network: NetworkHead,
  clusters: readonly Cluster[] | undefined,
): Promise<Network> {
  const { project, name, generation, desired, open, standing } = network;
  const absent = clusters ? absentClusters(standing, clusters) : [];
  const left = absent.length > 0 ? leftOn(await outstanding(services, network), absent) : [];
  const formerSpokes = formerSpokesOf(network);
  const selectors = networkSelectors(limitsOf(services.tenancy, project), desired, clusters);
  return {
    project,
    name,
    generation,
    spec: writtenDocument(desired),
    status: networkStatus(network, absent, clusterDomainsOf(desired.document, clusters ?? [])),
    ...(open && { rollout: { id: open.id, state: open.state } }),
    ...(left.length > 0 && { left }),
    ...(formerSpokes.length > 0 && { formerSpokes }),
    ...(selectors.length > 0 && { selectors }),
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
  const { followed } = rollout.fold;
  return { ...withoutSteps(services, rollout), ...(followed && { followed }), steps };
}

function withoutSteps(
  services: Pick<Services, 'workflowOf'>,
  rollout: RolloutHead,
): Omit<Rollout, 'steps' | 'followed'> {
  const { onBehalfOf, through, endedAt, message, approval, left } = rollout;
  return {
    id: rollout.id,
    operation: rollout.operation,
    state: rollout.state,
    requestedBy: rollout.requestedBy,
    ...(onBehalfOf !== undefined && { onBehalfOf }),
    ...(through !== undefined && { through }),
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
