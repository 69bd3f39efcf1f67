import {
  addressesOf,
  ExposedService,
  MemberObservation,
  NetworkObservation,
  networkRefOf,
  NetworkPhase,
  NetworkStatus,
  ObservedState,
  isOutstanding,
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
 * - `Progressing`, `Deleting`: a rollout is open (its own state says whether it waits for a
 *   person).
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
 */
export function networkStatus(network: Known, absent: string[] = []): NetworkStatus {
  const { desired, outstanding, open } = network;
  const observation = observationOf(network);
  const members = membersOf(network, observation);
  const services = servicesOf(network, observation);
  return {
    phase: phaseOf(),
    ...(observation && { observedAt: observation.observedAt }),
    members,
    services,
  };

  function phaseOf(): NetworkPhase {
    if (open) {
      return open.operation === 'delete' ? 'Deleting' : 'Progressing';
    }
    if (outstanding && isOutstanding(outstanding, absent)) {
      return 'Degraded';
    }
    if (!desired.document.hub) {
      return 'Empty';
    }
    if (isDifferent({ members, services })) {
      return 'Degraded';
    }
    const states = [...members, ...services].map(({ state }) => state);
    return states.includes('Unknown') ? 'Unknown' : 'Ready';
  }
}

/** Whether the last observation says that something of the network is not as it was applied. */
export function isObservedDifferent(network: Known): boolean {
  const observation = observationOf(network);
  return isDifferent({
    members: membersOf(network, observation),
    services: servicesOf(network, observation),
  });
}

function isDifferent({ members, services }: Pick<NetworkStatus, 'members' | 'services'>): boolean {
  return (
    members.some(({ state, link }) => state === 'NotReady' || link?.state === 'Down') ||
    services.some(({ state }) => state === 'NotReady')
  );
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
): NetworkStatus['services'] {
  const { desired, standing } = network;
  const { namespace } = networkRefOf(desired);
  const states = new Map<string, ObservedState>();
  observation?.services.forEach(service => states.set(keyOf(service), service.state));
  const services = new Map<string, ExposedService>();
  for (const service of [...standing.services, ...announcedServices(desired)]) {
    services.set(keyOf(service), service);
  }
  return [...services].map(([key, { application, cluster, namespace: ns, name, port }]) => ({
    application,
    cluster,
    namespace: ns,
    name,
    port,
    addresses: addressesOf({ name, port }, namespace),
    state: states.get(key) ?? 'Unknown',
  }));
}

function keyOf(service: ExposedService): string {
  const { application, cluster, namespace, name, port } = service;
  return JSON.stringify([application, cluster, namespace, name, port]);
}
