import {
  MemberObservation,
  Network,
  NetworkStatus,
} from '@interconnect/backstage-plugin-interconnect-common';

/** How good an answer is; `Empty`: there is nothing to ask about. */
export type Verdict = 'Ready' | 'NotReady' | 'Unknown' | 'Empty';

/** What was found of one kind of thing: those that are bad, those that are not known, of all. */
export interface Finding<T> {
  verdict: Verdict;
  all: T[];
  bad: T[];
  unknown: T[];
}

function find<T>(all: T[], isBad: (item: T) => boolean, isUnknown: (item: T) => boolean) {
  const bad = all.filter(isBad);
  const unknown = all.filter(item => !isBad(item) && isUnknown(item));
  const verdict = verdictOf(all.length, bad.length, unknown.length);
  return { verdict, all, bad, unknown };
}

function verdictOf(all: number, bad: number, unknown: number): Verdict {
  if (all === 0) return 'Empty';
  if (bad > 0) return 'NotReady';
  return unknown > 0 ? 'Unknown' : 'Ready';
}

/** Which members are ready. */
export function memberFinding({ members }: NetworkStatus): Finding<MemberObservation> {
  return find(
    members,
    ({ state }) => state === 'NotReady',
    ({ state }) => state === 'Unknown',
  );
}

/** Which links are up. */
export function linkFinding({ members }: NetworkStatus): Finding<MemberObservation> {
  return find(
    members.filter(({ role }) => role === 'spoke'),
    ({ link }) => link?.state === 'Down',
    ({ link }) => link?.state !== 'Up',
  );
}

/** Which exposed services have a server. */
export function serviceFinding({
  services,
}: NetworkStatus): Finding<NetworkStatus['services'][number]> {
  return find(
    services,
    ({ state }) => state === 'NotReady',
    ({ state }) => state === 'Unknown',
  );
}

/** The cluster to look at first: a spoke whose link is down, a member that is not ready, else the hub. */
export function firstToLookAt({ status }: Network): string | undefined {
  const links = linkFinding(status);
  const members = memberFinding(status);
  const [first] = [...links.bad, ...members.bad, ...members.unknown, ...status.members];
  return first?.cluster;
}
