import {
  MemberObservation,
  Network,
  NetworkStatus,
} from '@interconnect/backstage-plugin-interconnect-common';
import { Texts } from '../../../hooks/useTexts';
import { since } from '../../common/time';
import { linkFinding, memberFinding, serviceFinding, Verdict } from './findings';

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

/** Is the address of the hub's load balancer there? Skupper makes the hub's Site ready only when it is. */
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
export function listed(t: Texts, names: string[]): string {
  const list = names.slice(0, shown).join(', ');
  return names.length > shown
    ? t('diagnostics.more', { list, number: `${names.length - shown}` })
    : list;
}
