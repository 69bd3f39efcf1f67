import {
  aliasNamespace,
  type ExposedService,
  kubernetesName,
  linkNameOf,
  listenerNameOf,
  type MemberObservation,
  type NetworkRef,
} from '@interconnect/backstage-plugin-interconnect-common';
import { type Condition, conditionOf, isTrue } from '../client';
import { describeConditions, Endpoint, Link } from '../skupper/types';
import { MemberReading } from './MemberReading';

/** What a member's reading means. */
export interface MemberVerdict {
  observation: MemberObservation;
  /** Sentences that name cluster and object. */
  mismatches: string[];
}

/**
 * Compares what a member showed with what the network needs there.
 *
 * @param hubEndpoints - where the hub accepts links now; undefined when that is not known
 */
export function judgeMember(
  reading: MemberReading,
  network: NetworkRef,
  exposed: readonly ExposedService[],
  hubEndpoints: readonly Endpoint[] | undefined,
): MemberVerdict {
  const { cluster, role, observedAt, error } = reading;
  if (error !== undefined) {
    const link = role === 'spoke' ? { link: { state: 'Unknown' as const } } : {};
    return {
      observation: { cluster, role, state: 'Unknown', observedAt, message: error, ...link },
      mismatches: [error],
    };
  }
  const problems = [
    ...siteProblems(reading, network),
    ...(role === 'spoke' ? linkProblems(reading, network, hubEndpoints) : []),
    ...listenerProblems(reading, network, exposed),
    ...aliasProblems(reading, network, exposed),
  ];
  return {
    observation: {
      cluster,
      role,
      state: problems.length === 0 ? 'Ready' : 'NotReady',
      observedAt,
      ...(problems.length > 0 && { message: problems.join('; ') }),
      ...(role === 'spoke' && { link: linkState(reading) }),
    },
    mismatches: problems.map(problem => `${cluster}: ${problem}`),
  };
}

function siteProblems({ cluster, role, site }: MemberReading, { namespace }: NetworkRef): string[] {
  const name = `Site ${namespace}/${kubernetesName(cluster)}`;
  if (!site) return [`${name} is missing`];
  const conditions = ['Configured', 'Running', ...(role === 'hub' ? ['Resolved'] : [])];
  return isTrue(site, 'Ready')
    ? []
    : [`${name} is not Ready (${describeConditions(site, conditions)})`];
}

function linkProblems(
  { cluster, site, link }: MemberReading,
  { namespace }: NetworkRef,
  hubEndpoints: readonly Endpoint[] | undefined,
): string[] {
  const name = `Link ${namespace}/${linkNameOf(cluster)}`;
  if (!link) return [`${name} is missing`];
  // Without its Site a Link keeps its last status.
  if (!site) return [];
  if (!isTrue(link, 'Operational')) {
    return [
      `${name} is not Operational (${describeConditions(link, ['Configured', 'Operational'])})`,
    ];
  }
  const stale = hubEndpoints && staleEndpoints(link, hubEndpoints);
  return stale ? [`${name} dials ${stale}, where the hub is no more`] : [];
}

/** Addresses of the hub may change; nobody tells the Links. */
function staleEndpoints(link: Link, hub: readonly Endpoint[]): string | undefined {
  const address = ({ name, host, port }: Endpoint) => `${name} ${host}:${port}`;
  const known = new Set(hub.map(address));
  return link.spec?.endpoints.map(address).find(dialled => !known.has(dialled));
}

/** `since`: when the condition that tells the state took its value, as Skupper reports it. */
function linkState({ site, link }: MemberReading): NonNullable<MemberObservation['link']> {
  if (!site || !link) return { state: 'Down' };
  const operational = conditionOf(link, 'Operational');
  if (!operational || operational.status === 'Unknown') return { state: 'Unknown' };
  if (operational.status !== 'True') return { state: 'Down', ...sinceOf(operational) };
  // The Link keeps its last status while its Site does not run.
  return isTrue(site, 'Ready')
    ? { state: 'Up', ...sinceOf(operational) }
    : { state: 'Down', ...sinceOf(conditionOf(site, 'Ready')) };
}

function sinceOf(condition: Condition | undefined): { since?: string } {
  return condition?.lastTransitionTime ? { since: condition.lastTransitionTime } : {};
}

function listenerProblems(
  { listeners }: MemberReading,
  { namespace }: NetworkRef,
  exposed: readonly ExposedService[],
): string[] {
  return [...new Set(exposed.map(listenerNameOf))].flatMap(wanted => {
    const name = `Listener ${namespace}/${wanted}`;
    const listener = listeners.find(({ metadata }) => metadata.name === wanted);
    if (!listener) return [`${name} is missing`];
    const types = ['Configured', 'Matched'];
    return types.every(type => isTrue(listener, type))
      ? []
      : [`${name} leads nowhere (${describeConditions(listener, types)})`];
  });
}

function aliasProblems(
  { aliases }: MemberReading,
  { namespace }: NetworkRef,
  exposed: readonly ExposedService[],
): string[] {
  if (namespace === aliasNamespace) return [];
  return [...new Set(exposed.map(({ name }) => name))]
    .filter(name => !aliases.includes(name))
    .map(name => `Service ${aliasNamespace}/${name} is missing`);
}
