import {
  MemberObservation,
  Network,
  NetworkStatus,
} from '@interconnect/backstage-plugin-interconnect-common';
import { Texts } from '../../../hooks/useTexts';
import { since } from '../../common/time';

/** How good an answer is; `Empty`: there is nothing to ask about. */
export type Verdict = 'Ready' | 'NotReady' | 'Unknown' | 'Empty';

/** What was found of one kind of thing: those that are bad, those that are not known, of all. */
interface Finding<T> {
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

/**
 * The cluster to look at first: a spoke whose link is down, a member that is not ready, else the
 * hub.
 */
export function firstToLookAt({ status }: Network): string | undefined {
  const links = linkFinding(status);
  const members = memberFinding(status);
  const [first] = [...links.bad, ...members.bad, ...members.unknown, ...status.members];
  return first?.cluster;
}

/** What is said to a question. */
export interface Answer {
  verdict: Verdict;
  text: string;
}

/** Which clusters take part? */
export function membersAnswer(t: Texts, status: NetworkStatus): Answer {
  const { verdict, all, bad, unknown } = memberFinding(status);
  const number = `${all.length}`;
  const names = (members: MemberObservation[]) =>
    listed(
      t,
      members.map(({ cluster }) => cluster),
    );
  const texts: Record<Verdict, () => string> = {
    Empty: () => t('diagnostics.none'),
    Ready: () => t('diagnostics.membersGood', { number }),
    NotReady: () =>
      t('diagnostics.membersBad', { bad: `${bad.length}`, number, clusters: names(bad) }),
    Unknown: () =>
      t('diagnostics.membersUnknown', {
        unknown: `${unknown.length}`,
        number,
        clusters: names(unknown),
      }),
  };
  return { verdict, text: texts[verdict]() };
}

/** Are the links up, and since when? */
export function linksAnswer(t: Texts, status: NetworkStatus, now: number): Answer {
  const { verdict, all, bad, unknown } = linkFinding(status);
  const number = `${all.length}`;
  const names = (spokes: MemberObservation[]) =>
    listed(
      t,
      spokes.map(({ cluster, link }) =>
        link?.since
          ? t('diagnostics.since', {
              cluster,
              span: since(t, link.since, now),
            })
          : cluster,
      ),
    );
  const texts: Record<Verdict, () => string> = {
    Empty: () => t('diagnostics.linksNone'),
    Ready: () => t('diagnostics.linksGood', { number }),
    NotReady: () =>
      t('diagnostics.linksBad', { bad: `${bad.length}`, number, clusters: names(bad) }),
    Unknown: () =>
      t('diagnostics.linksUnknown', {
        unknown: `${unknown.length}`,
        number,
        clusters: names(unknown),
      }),
  };
  return { verdict, text: texts[verdict]() };
}

/** Which services are exposed? */
export function servicesAnswer(t: Texts, status: NetworkStatus): Answer {
  const { verdict, all, bad, unknown } = serviceFinding(status);
  const number = `${all.length}`;
  const names = (services: NetworkStatus['services']) =>
    listed(t, [...new Set(services.map(({ name, port }) => `${name}:${port}`))]);
  const texts: Record<Verdict, () => string> = {
    Empty: () => t('diagnostics.servicesNone'),
    Ready: () => t('diagnostics.servicesGood', { number, services: names(all) }),
    NotReady: () =>
      t('diagnostics.servicesBad', { bad: `${bad.length}`, number, services: names(bad) }),
    Unknown: () =>
      t('diagnostics.servicesUnknown', {
        unknown: `${unknown.length}`,
        number,
        services: names(unknown),
      }),
  };
  return { verdict, text: texts[verdict]() };
}

/**
 * Is the address of the hub's load balancer there? Skupper makes the hub's Site ready only when it
 * is.
 */
export function hubAnswer(t: Texts, { status, spec }: Network): Answer {
  const hub = status.members.find(({ role }) => role === 'hub');
  const cluster = hub?.cluster ?? spec.hub?.cluster ?? '–';
  const texts = {
    Ready: t('diagnostics.hubGood', { cluster }),
    NotReady: t('diagnostics.hubBad', { cluster }),
    Unknown: t('diagnostics.hubUnknown', { cluster }),
  };
  const verdict = hub?.state ?? 'Unknown';
  return { verdict, text: texts[verdict] };
}

const shown = 10;

/** "a, b, c and 12 more". */
function listed(t: Texts, names: string[]): string {
  const list = names.slice(0, shown).join(', ');
  return names.length > shown
    ? t('diagnostics.more', { list, number: `${names.length - shown}` })
    : list;
}
