import {
  connectorNameOf,
  type ExposedService,
  type LinkObservation,
  listenerNameOf,
  type NetworkRef,
  type ObservedState,
  type ServiceObservation,
  type ServiceReach,
} from '@interconnect/backstage-plugin-interconnect-common';
import { strayText } from '../application/strays';
import { describeConditions, isTrue } from '../client';
import { serverTlsProblems } from './judgeTls';
import type { MemberVerdict } from './judgeMember';
import type { MemberReading } from './MemberReading';
import { shorten } from './texts';

/** A member as it was read, and what that means. */
export interface JudgedMember {
  reading: MemberReading;
  verdict: MemberVerdict;
}

const maxMessage = 500;

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
  const hub = members.find(({ reading }) => reading.role === 'hub')?.reading;
  const services = exposed.map(service => {
    const server = members.find(({ reading }) => reading.cluster === service.cluster);
    const problem = server?.reading.error === undefined && problemOf(server, network, service, hub);
    if (problem) mismatches.push(`${service.cluster}: ${problem}`);
    if (!server || problem) {
      const message = problem ? shorten(problem, maxMessage) : undefined;
      return { ...service, state: 'NotReady' as const, ...(message && { message }) };
    }
    const reached = reachedFrom(server, members, service);
    return { ...service, state: stateOf(server, reached), reach: reachOf(reached) };
  });
  return { services, mismatches };
}

type Reached = ReadonlyMap<JudgedMember, ObservedState>;

/** Whether each member reaches the service. */
function reachedFrom(
  server: JudgedMember,
  members: readonly JudgedMember[],
  service: ExposedService,
): Reached {
  return new Map(
    members.map(member => {
      // Beside the server there is no link on the way.
      const way = member === server ? routerOf(server) : worst(wayTo(server), wayTo(member));
      if (way === 'Unknown') return [member, 'Unknown'];
      return [member, way === 'Up' && listens(member.reading, service) ? 'Ready' : 'NotReady'];
    }),
  );
}

function stateOf(server: JudgedMember, reached: Reached): ObservedState {
  const elsewhere = [...reached].filter(([member]) => member !== server);
  const states = (elsewhere.length > 0 ? elsewhere : [...reached]).map(([, state]) => state);
  if (states.includes('Ready')) return 'Ready';
  return states.includes('Unknown') ? 'Unknown' : 'NotReady';
}

/** Only the exceptions are told: there may be 1,000 members. */
function reachOf(reached: Reached): ServiceReach {
  const clusters = (wanted: ObservedState) =>
    [...reached].flatMap(([{ reading }, state]) => (state === wanted ? [reading.cluster] : []));
  const [unreachable, unknown] = [clusters('NotReady'), clusters('Unknown')];
  return {
    ...(unreachable.length > 0 && { unreachable }),
    ...(unknown.length > 0 && { unknown }),
  };
}

/** Whether the router of a member works, as far as it can be believed. */
function routerOf({ reading, verdict }: JudgedMember): Way {
  const { error, site } = reading;
  if (error === undefined && (!site || (verdict.isTrusted && !isTrue(site, 'Ready'))))
    return 'Down';
  return verdict.isTrusted ? 'Up' : 'Unknown';
}

/** Whether a member can take part in a connection with another one. */
function wayTo(member: JudgedMember): Way {
  const router = routerOf(member);
  // A hub has no link, and needs none.
  return router === 'Up' ? (member.verdict.observation.link?.state ?? 'Up') : router;
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
  network: NetworkRef,
  service: ExposedService,
  hub: MemberReading | undefined,
): string | undefined {
  const key = `${service.namespace}/${service.name}`;
  if (!server) return `is no member, and is said to run Service ${key}`;
  const { reading, verdict } = server;
  const name = `Connector ${network.namespace}/${connectorNameOf(service)}`;
  const connector = reading.connectors.find(c => c.metadata.name === connectorNameOf(service));
  if (!connector) return `${name} is missing`;
  if (verdict.isTrusted && !isTrue(connector, 'Configured')) {
    return `${name} is not Configured (${describeConditions(connector, ['Configured'])})`;
  }
  if (reading.idle.includes(key)) return `Service ${key} has no pods that are ready`;
  const found = reading.services.find(
    ({ metadata }) => `${metadata.namespace}/${metadata.name}` === key,
  );
  const stray = found && strayText(found, reading.strays[key] ?? []);
  return stray ?? serverTlsProblems(reading, network, service, hub)[0];
}
