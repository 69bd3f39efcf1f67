import {
  addressesOf,
  ExposedService,
  MemberObservation,
  NetworkObservation,
  networkRefOf,
  NetworkPhase,
  NetworkStatus,
  ServiceObservation,
  ServiceReach,
  isDegraded,
  isOutstanding,
  observedPhase,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { RolloutHead } from '../projection/RolloutHead';
import type { NetworkHead } from '../store/NetworkStore';
import { announcedServices } from './announcedServices';
import { notSinceRemoval, observationOf } from './observationOf';

interface Known extends Pick<NetworkHead, 'desired' | 'outstanding' | 'observation'> {
  standing: Pick<NetworkHead['standing'], 'services'>;
  open?: Pick<RolloutHead, 'operation' | 'state' | 'requestedAt'>;
}

/**
 * What is known about a network, from what was asked for, what was applied and what was observed.
 * Nothing is inferred: a member or a service that no observation tells about is `Unknown`.
 *
 * - `NeedsAttention`: a rollout is blocked, and waits for a person.
 * - `Progressing`, `Deleting`: another rollout is open (its own state says whether it waits for an
 *   approval, or was paused).
 * - `Empty`: nothing is asked for and nothing stands.
 * - `Degraded`: not everything that was asked for is applied, or an observation says NotReady.
 * - `Ready`: everything is applied, and every member and service was observed Ready.
 * - `Unknown`: everything is applied, but not everything was observed.
 *
 * The age of an observation changes none of them: it comes with its time, and who shows it says how
 * old it is. But once a rollout takes the network away, what was observed before says nothing any
 * more (`observationOf`).
 *
 * @param absent - clusters that are not configured any more: what stays there is told apart
 * @param clusterDomains - of the members, for the addresses; absent: the usual one
 */
export function networkStatus(
  network: Known,
  absent: string[] = [],
  clusterDomains?: readonly string[],
): NetworkStatus {
  const { desired, outstanding, open } = network;
  const observation = observationOf(network);
  const members = membersOf(network, observation);
  const services = servicesOf(network, observation, clusterDomains);
  return {
    phase: phaseOf(),
    ...(observation && { observedAt: observation.observedAt }),
    members,
    services,
  };

  function phaseOf(): NetworkPhase {
    if (open?.state === 'Blocked') {
      return 'NeedsAttention';
    }
    if (open) {
      return open.operation === 'delete' ? 'Deleting' : 'Progressing';
    }
    if (outstanding && isOutstanding(outstanding, absent)) {
      return 'Degraded';
    }
    if (!desired.document.hub) {
      return 'Empty';
    }
    return observedPhase({ members, services });
  }
}

/** Whether the last observation says that something of the network is not as it was applied. */
export function isObservedDifferent(network: Known): boolean {
  const observation = observationOf(network);
  return isDegraded({
    members: membersOf(network, observation),
    services: servicesOf(network, observation),
  });
}

function membersOf(
  network: Known,
  observation: NetworkObservation | undefined,
): MemberObservation[] {
  const { hub, spokes = [] } = network.desired.document;
  const asked: Pick<MemberObservation, 'cluster' | 'role'>[] = [
    ...(hub ? [{ cluster: hub.cluster, role: 'hub' as const }] : []),
    ...spokes.map(({ cluster }) => ({ cluster, role: 'spoke' as const })),
  ];
  return asked.map(({ cluster, role }) => {
    const observed = observation?.members.find(
      member => member.cluster === cluster && member.role === role,
    );
    return (
      observed ?? {
        cluster,
        role,
        state: 'Unknown',
        ...(network.observation && !observation && { message: notSinceRemoval }),
        ...(role === 'spoke' && { link: { state: 'Unknown' } }),
      }
    );
  });
}

function servicesOf(
  network: Known,
  observation: NetworkObservation | undefined,
  clusterDomains?: readonly string[],
): NetworkStatus['services'] {
  const { desired, standing } = network;
  const { namespace } = networkRefOf(desired);
  const observed = new Map(observation?.services.map(service => [keyOf(service), service]));
  const members = membersOf(network, observation);
  const services = new Map<string, ExposedService>();
  for (const service of [...standing.services, ...announcedServices(desired)]) {
    const key = keyOf(service);
    // Clients use what stands, as long as something does.
    if (!services.has(key)) services.set(key, service);
  }
  return [...services].map(([key, { scheme, ...service }]) => ({
    ...service,
    addresses: addressesOf({ ...service, scheme }, namespace, clusterDomains),
    state: observed.get(key)?.state ?? 'Unknown',
    ...messageOf(observed.get(key)),
    ...reachOf(observed.get(key)?.reach, members),
  }));
}

function messageOf(observed: ServiceObservation | undefined): Pick<ServiceObservation, 'message'> {
  return observed?.message === undefined ? {} : { message: observed.message };
}

/** From which of the members that are asked for it is reached; one that was not looked at: unknown. */
function reachOf(
  reach: ServiceReach | undefined,
  members: readonly MemberObservation[],
): Pick<ServiceObservation, 'reach'> {
  if (!reach) {
    return {};
  }
  const unreachable = new Set(reach.unreachable);
  const notKnown = new Set(reach.unknown);
  const clusters = (is: (member: MemberObservation) => boolean) =>
    members.filter(is).map(({ cluster }) => cluster);
  const no = clusters(({ cluster }) => unreachable.has(cluster));
  const unknown = clusters(
    ({ cluster, observedAt }) =>
      notKnown.has(cluster) || (!unreachable.has(cluster) && observedAt === undefined),
  );
  return {
    reach: {
      ...(no.length > 0 && { unreachable: no }),
      ...(unknown.length > 0 && { unknown }),
    },
  };
}

function keyOf(service: ExposedService): string {
  const { application, cluster, namespace, name, port } = service;
  return JSON.stringify([application, cluster, namespace, name, port]);
}
