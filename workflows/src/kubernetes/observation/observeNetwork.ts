import type {
  NetworkObservation,
  ObserveInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import { mapBounded } from '../bounded';
import { ClusterClient, textOf } from '../client';
import { judgeMember } from './judgeMember';
import { judgeServices } from './judgeServices';
import { Member, MemberReading, readMember } from './MemberReading';

/** What all members showed, and what of it is not as it should be. */
export interface Verification {
  observation: NetworkObservation;
  /** Sentences that name cluster and object. */
  mismatches: string[];
}

/** How members are read. */
export interface Reading {
  /** Makes the client of one member; `signal` ends its requests. */
  client(cluster: string, signal: AbortSignal): ClusterClient;
  /** Ends the observation as a whole. */
  signal: AbortSignal;
  /** Members that are read at once. */
  concurrency: number;
  /** How long one member may take, all its requests together. */
  memberTimeoutMs: number;
}

/**
 * Reads all members of a network once and judges what they showed. A member that cannot be read, or not in time, is
 * Unknown; that never hides the others.
 *
 * @throws the reason of `signal` when it is aborted, nothing else
 */
export async function observeNetwork(
  { network, members, exposed }: ObserveInput,
  reading: Reading,
): Promise<Verification> {
  const readings = await mapBounded(members, reading.concurrency, member =>
    read(member, reading, (client, of) => readMember(client, network, of, exposed)),
  );
  const hub = readings.find(({ role }) => role === 'hub');
  const hubEndpoints = hub?.site?.status?.endpoints;
  const verdicts = readings.map(one => judgeMember(one, network, exposed, hubEndpoints));
  const { services, mismatches } = judgeServices(readings, network, exposed);
  return {
    observation: {
      observedAt: new Date().toISOString(),
      members: verdicts.map(({ observation }) => observation),
      services,
    },
    mismatches: [...verdicts.flatMap(verdict => verdict.mismatches), ...mismatches],
  };
}

async function read(
  member: Member,
  { client, signal, memberTimeoutMs }: Reading,
  look: (client: ClusterClient, member: Member) => Promise<MemberReading>,
): Promise<MemberReading> {
  const timeout = AbortSignal.timeout(memberTimeoutMs);
  try {
    return await look(client(member.cluster, AbortSignal.any([signal, timeout])), member);
  } catch (error) {
    signal.throwIfAborted();
    const inTime = `${member.cluster} was not read within ${memberTimeoutMs / 1000} s`;
    return {
      ...member,
      observedAt: new Date().toISOString(),
      error: timeout.aborted ? inTime : textOf(error),
      listeners: [],
      connectors: [],
      aliases: [],
      idle: [],
    };
  }
}

/** For people: `2 of 3 members Ready, 2 mismatches`. */
export function describeVerification({ observation, mismatches }: Verification): string {
  const { members } = observation;
  const ready = members.filter(({ state }) => state === 'Ready').length;
  const wrong = mismatches.length > 0 ? `, ${mismatches.length} mismatches` : '';
  return `${ready} of ${members.length} members Ready${wrong}`;
}
