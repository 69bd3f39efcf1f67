import {
  type MemberObservation,
  type NetworkObservation,
  type NetworkRef,
  observedPhase,
  type ObservedState,
  type ServiceObservation,
  type Unapplied,
} from '@interconnect/backstage-plugin-interconnect-common';
import { shorten } from '../observation/texts';
import type { Seen } from './mirrorKinds';

/** A Service with all its exposed ports. */
export interface MirroredService extends Pick<
  ServiceObservation,
  'cluster' | 'namespace' | 'name'
> {
  ports: number[];
  seen: Seen & { state: ObservedState };
}

/** What one observation says of a network, as it is shown. */
export interface MirroredNetwork {
  network: NetworkRef;
  hub?: string;
  members: MemberObservation[];
  services: MirroredService[];
  seen: Seen;
  /** For people: `2/3`. */
  counts: Partial<Record<'members' | 'links' | 'services', string>>;
}

const maxMessage = 1000;
/** What an observation cannot say of a network that stands on no member. */
const unappliedMessage = 'not everything that was asked for is applied';

export function mirroredNetwork(
  network: NetworkRef,
  observation: NetworkObservation,
): MirroredNetwork {
  const { members, observedAt } = observation;
  const services = servicesOf(observation);
  const links = members.flatMap(({ link }) => link ?? []);
  const message = shorten(messageOf(observation), maxMessage);
  return {
    network,
    hub: members.find(({ role }) => role === 'hub')?.cluster,
    members,
    services,
    seen: { state: observedPhase(observation), observedAt, ...(message && { message }) },
    counts: {
      members: share(members, ({ state }) => state === 'Ready'),
      links: share(links, ({ state }) => state === 'Up'),
      services: share(services, ({ seen }) => seen.state === 'Ready'),
    },
  };
}

/** What is shown of a network that stands on no member: nothing of it was observed. */
export function unappliedNetwork(
  network: NetworkRef,
  { phase, ...known }: Unapplied,
  readAt: string,
): MirroredNetwork {
  const message = phase === 'Degraded' ? { message: unappliedMessage } : {};
  return {
    ...mirroredNetwork(network, { ...known, observedAt: readAt }),
    seen: { state: phase, ...message },
  };
}

function share<T>(all: readonly T[], holds: (one: T) => boolean): string {
  return `${all.filter(holds).length}/${all.length}`;
}

/** The worst first: what is wrong with one port is wrong with the Service. */
const byGravity: readonly ObservedState[] = ['NotReady', 'Unknown', 'Ready'];

function servicesOf({ services, observedAt }: NetworkObservation): MirroredService[] {
  const found = new Map<string, MirroredService>();
  for (const { cluster, namespace, name, port, state, message } of services) {
    const key = JSON.stringify([cluster, namespace, name]);
    const known = found.get(key);
    const ports = [...new Set([...(known?.ports ?? []), port])].sort((a, b) => a - b);
    const worst = byGravity.find(one => one === state || one === known?.seen.state)!;
    const told = [...new Set([known?.seen.message, message])].filter(Boolean).join('; ');
    const seen = {
      state: worst,
      ...(worst !== 'Unknown' && { observedAt }),
      ...(told && { message: told }),
    };
    found.set(key, { cluster, namespace, name, ports, seen });
  }
  return [...found.values()];
}

/** Why a network is not Ready: what its members and links say. */
function messageOf({ members, services }: NetworkObservation): string {
  return [
    ...members.flatMap(({ cluster, state, message, link }) => [
      ...(link && link.state !== 'Up'
        ? [`link of ${cluster} is ${link.state}${link.message ? `: ${link.message}` : ''}`]
        : []),
      ...(state !== 'Ready' && message !== link?.message
        ? [`${cluster} is ${state}${message ? `: ${message}` : ''}`]
        : []),
    ]),
    ...services
      .filter(({ state }) => state !== 'Ready')
      .map(({ cluster, namespace, name, port, state, message }) => {
        const isTold = members.some(member => message && member.message?.includes(message));
        const why = message && !isTold ? `: ${message}` : '';
        return `${namespace}/${name}:${port} of ${cluster} is ${state}${why}`;
      }),
  ].join('; ');
}
