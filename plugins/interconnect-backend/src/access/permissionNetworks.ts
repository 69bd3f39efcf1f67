import { membersOf } from '@interconnect/backstage-plugin-interconnect-common';
import type { PermissionNetwork } from '@interconnect/backstage-plugin-interconnect-node';
import type { NetworkHead } from '../store/NetworkStore';

/** A network by its name; with `stored` when it exists. */
export interface NamedNetwork {
  project: string;
  name: string;
  stored?: NetworkHead;
  /** The body of a request, not checked yet. Its members count instead of the stored ones. */
  asked?: unknown;
}

/** What rules see of a network, with the owners of its project. */
export function permissionNetwork(network: NamedNetwork, owners: string[] = []): PermissionNetwork {
  const { project, name, stored, asked } = network;
  const members = asked === undefined ? standingClusters(stored) : clustersOfBody(asked);
  return { project, name, owners, clusters: members };
}

function standingClusters(stored: NetworkHead | undefined): string[] {
  return stored
    ? [...new Set([...membersOf(stored.desired.document), ...stored.standing.clusters])]
    : [];
}

/** The clusters that an unchecked body names as members. */
function clustersOfBody(body: unknown): string[] {
  const { hub, spokes } = record(body);
  const members = [hub, ...(Array.isArray(spokes) ? spokes : [])];
  return [...new Set(members.map(member => record(member).cluster))].filter(
    (cluster): cluster is string => typeof cluster === 'string',
  );
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
