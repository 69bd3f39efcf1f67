import { MemberObservation, Network } from '@interconnect/backstage-plugin-interconnect-common';

/** What was observed of a link. */
export type LinkState = 'Up' | 'Down' | 'Unknown';

/** An application on a cluster, with what it serves to the network from there. */
interface PlacedApplication {
  name: string;
  serves: string[];
}

/** A cluster in the drawing. */
export interface ClusterNode {
  kind: 'hub' | 'spoke';
  cluster: string;
  state: MemberObservation['state'];
  /** Spokes only. */
  link?: LinkState;
  since?: string;
  /** When it was looked at last. */
  observedAt?: string;
  applications: PlacedApplication[];
}

/** Many spokes of which the same is to be said. */
export interface GroupNode {
  kind: 'group';
  link: LinkState;
  /** All of them are as they should be. */
  healthy?: true;
  count: number;
}

/**
 * What is drawn: the hub, and what is linked to it: the pile of healthy spokes, then what needs
 * attention first.
 */
export interface Topology {
  hub?: ClusterNode;
  spokes: (ClusterNode | GroupNode)[];
  counts: Record<LinkState, number>;
}

/** More spokes than this are not all drawn one by one. */
export const singleSpokes = 40;

/**
 * The drawing of a network: above 40 spokes the healthy ones become one node, and the others too
 * above another 40.
 */
export function topologyOf(network: Network): Topology {
  const nodes = network.status.members.map(member => nodeOf(network, member));
  const spokes = nodes.filter(({ kind }) => kind === 'spoke').sort(byUrgency);
  const counts: Topology['counts'] = { Up: 0, Down: 0, Unknown: 0 };
  spokes.forEach(spoke => counts[linkOf(spoke)]++);
  const hub = nodes.find(({ kind }) => kind === 'hub');
  return { ...(hub && { hub }), spokes: group(spokes), counts };
}

function group(spokes: ClusterNode[]): Topology['spokes'] {
  if (spokes.length <= singleSpokes) return spokes;
  const unhealthy = spokes.filter(spoke => !isHealthy(spoke));
  const healthy = spokes.length - unhealthy.length;
  const rest = unhealthy.slice(singleSpokes);
  const more = (['Down', 'Unknown', 'Up'] as const).map<GroupNode>(link => ({
    kind: 'group',
    link,
    count: rest.filter(spoke => linkOf(spoke) === link).length,
  }));
  const pile: GroupNode = { kind: 'group', link: 'Up', healthy: true, count: healthy };
  return [pile, ...unhealthy.slice(0, singleSpokes), ...more].filter(
    node => node.kind !== 'group' || node.count > 0,
  );
}

function nodeOf(network: Network, member: MemberObservation): ClusterNode {
  const { cluster, role, state, link } = member;
  const applications = (network.spec.applications ?? [])
    .filter(({ clusters }) => clusters.includes(cluster))
    .map(({ name }) => ({
      name,
      serves: network.status.services
        .filter(service => service.application === name && service.cluster === cluster)
        .map(service => `${service.name}:${service.port}`),
    }));
  return {
    kind: role,
    cluster,
    state,
    ...(role === 'spoke' && { link: link?.state ?? 'Unknown' }),
    ...(link?.since && { since: link.since }),
    ...(member.observedAt && { observedAt: member.observedAt }),
    applications,
  };
}

function linkOf(spoke: ClusterNode): LinkState {
  return spoke.link ?? 'Unknown';
}

function isHealthy(spoke: ClusterNode): boolean {
  return spoke.link === 'Up' && spoke.state === 'Ready';
}

const urgency = { Down: 0, Unknown: 1, Up: 2 };

/**
 * Links that are down first, then what is not known, then spokes that are not ready, then the rest,
 * each by name.
 */
function byUrgency(a: ClusterNode, b: ClusterNode): number {
  return (
    urgency[linkOf(a)] - urgency[linkOf(b)] ||
    Number(isHealthy(a)) - Number(isHealthy(b)) ||
    a.cluster.localeCompare(b.cluster, undefined, { numeric: true })
  );
}
