import {
  defaultClusterDomain,
  membersOf,
  type ResolvedDocument,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Cluster } from '@interconnect/backstage-plugin-interconnect-node';

/** The domains of a network's members, each once, in the order of the members. */
export function clusterDomainsOf(
  document: ResolvedDocument,
  clusters: readonly Pick<Cluster, 'name' | 'clusterDomain'>[],
): string[] {
  const domains = new Map(clusters.map(({ name, clusterDomain }) => [name, clusterDomain]));
  const used = membersOf(document).map(name => domains.get(name) ?? defaultClusterDomain);
  return used.length > 0 ? [...new Set(used)] : [defaultClusterDomain];
}
