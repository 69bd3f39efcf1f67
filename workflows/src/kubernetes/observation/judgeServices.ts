import {
  connectorNameOf,
  type ExposedService,
  type LinkObservation,
  listenerNameOf,
  type NetworkRef,
  type ServiceObservation,
} from '@interconnect/backstage-plugin-interconnect-common';
import { strayText } from '../application/strays';
import { describeConditions, isTrue } from '../client';
import type { MemberVerdict } from './judgeMember';
import type { MemberReading } from './MemberReading';

/** A member as it was read, and what that means. */
export interface JudgedMember {
  reading: MemberReading;
  verdict: MemberVerdict;
}

type Way = LinkObservation['state'];

/** What the readings mean for the exposed services. */
export interface ServicesVerdict {
  services: ServiceObservation[];
  mismatches: string[];
}

/**
 * A service is Ready when its Connector is Configured, something is behind it, and a member
 * elsewhere listens for it, over links that are up; a Listener beside its server proves nothing,
 * unless there is no other member. Unknown: nothing is wrong, but members that could tell were not
 * read, or are not to be believed.
 */
export function judgeServices(
  members: readonly JudgedMember[],
  network: NetworkRef,
  exposed: readonly ExposedService[],
): ServicesVerdict {
  const mismatches: string[] = [];
  const services = exposed.map(service => {
    const server = members.find(({ reading }) => reading.cluster === service.cluster);
    const problem = server?.reading.error === undefined && problemOf(server, network, service);
    if (problem) mismatches.push(`${service.cluster}: ${problem}`);
    const state = !server || problem ? ('NotReady' as const) : stateOf(server, members, service);
    return { ...service, state };
  });
  return { services, mismatches };
}

function stateOf(
  server: JudgedMember,
  members: readonly JudgedMember[],
  service: ExposedService,
): ServiceObservation['state'] {
  const elsewhere = members.filter(member => member !== server);
  const listeners = elsewhere.length > 0 ? elsewhere : [server];
  const ways = listeners.map(listener => worst(wayTo(server), wayTo(listener)));
  if (listeners.some(({ reading }, at) => ways[at] === 'Up' && listens(reading, service))) {
    return 'Ready';
  }
  return ways.includes('Unknown') ? 'Unknown' : 'NotReady';
}

/** Whether a member can take part in a connection, as far as it can be believed. */
function wayTo({ reading, verdict }: JudgedMember): Way {
  const { error, site } = reading;
  if (error === undefined && (!site || (verdict.isTrusted && !isTrue(site, 'Ready'))))
    return 'Down';
  // A hub has no link, and needs none.
  return verdict.isTrusted ? (verdict.observation.link?.state ?? 'Up') : 'Unknown';
}

function worst(one: Way, other: Way): Way {
  if (one === 'Down' || other === 'Down') return 'Down';
  return one === 'Unknown' ? one : other;
}

function listens({ listeners }: MemberReading, service: ExposedService): boolean {
  return listeners.some(
    listener =>
      listener.metadata.name === listenerNameOf(service) &&
      isTrue(listener, 'Configured') &&
      isTrue(listener, 'Matched'),
  );
}

function problemOf(
  server: JudgedMember | undefined,
  { namespace }: NetworkRef,
  service: ExposedService,
): string | undefined {
  const key = `${service.namespace}/${service.name}`;
  if (!server) return `is no member, and is said to run Service ${key}`;
  const { reading, verdict } = server;
  const name = `Connector ${namespace}/${connectorNameOf(service)}`;
  const connector = reading.connectors.find(c => c.metadata.name === connectorNameOf(service));
  if (!connector) return `${name} is missing`;
  if (verdict.isTrusted && !isTrue(connector, 'Configured')) {
    return `${name} is not Configured (${describeConditions(connector, ['Configured'])})`;
  }
  if (reading.idle.includes(key)) return `Service ${key} has no pods that are ready`;
  const found = reading.services.find(
    ({ metadata }) => `${metadata.namespace}/${metadata.name}` === key,
  );
  return found && strayText(found, reading.strays[key] ?? []);
}
