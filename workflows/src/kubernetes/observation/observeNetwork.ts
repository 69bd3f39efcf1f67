import type {
  MemberObservation,
  NetworkObservation,
  ObserveInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import { mapBounded } from '../bounded';
import { ClusterClient, textOf } from '../client';
import { judgeMember } from './judgeMember';
import { judgeServices } from './judgeServices';
import { type Member, type MemberReading, unread } from './MemberReading';
import { readMember } from './readMember';
import { shorten } from './texts';

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
 * Reads all members of a network once and judges what they showed. A member that cannot be read, or
 * not in time, is Unknown; that never hides the others.
 *
 * @throws the reason of `signal` when it is aborted, nothing else
 */
export async function observeNetwork(input: ObserveInput, reading: Reading): Promise<Verification> {
  const { network, members, exposed } = input;
  const readings = await mapBounded(members, reading.concurrency, member =>
    read(member, reading, (client, of) => readMember(client, input, of)),
  );
  const hub = readings.find(({ role }) => role === 'hub');
  const judged = readings.map(one => ({ reading: one, verdict: judgeMember(one, input, hub) }));
  const { services, mismatches } = judgeServices(judged, network, exposed);
  return {
    observation: {
      observedAt: new Date().toISOString(),
      members: judged.map(({ verdict }) => shortened(verdict.observation, members.length)),
      services,
    },
    mismatches: [
      ...new Set([...judged.flatMap(({ verdict }) => verdict.mismatches), ...mismatches]),
    ],
  };
}

/**
 * A network with 1,000 members that all have something to say must fit into one result of Temporal,
 * which is 2 MB.
 */
function shortened(member: MemberObservation, members: number): MemberObservation {
  const length = Math.min(2000, Math.max(200, Math.floor(200_000 / members)));
  const { message, link } = member;
  return {
    ...member,
    ...(message !== undefined && { message: shorten(message, length) }),
    ...(link?.message !== undefined && {
      link: { ...link, message: shorten(link.message, length) },
    }),
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
    return unread(member, timeout.aborted ? inTime : textOf(error));
  }
}

/** For people: `2 of 3 members Ready, 2 mismatches`. */
export function describeVerification({ observation, mismatches }: Verification): string {
  const { members } = observation;
  const ready = members.filter(({ state }) => state === 'Ready').length;
  const wrong = mismatches.length > 0 ? `, ${mismatches.length} mismatches` : '';
  return `${ready} of ${members.length} members Ready${wrong}`;
}
