import { ClusterInfo, Network } from '@interconnect/backstage-plugin-interconnect-common';

/** A cluster as the table shows it. */
export interface ClusterRow extends ClusterInfo {
  id: string;
  /** Networks that use it, as far as the person may see them. */
  uses: { project: string; network: string; role: 'hub' | 'spoke' }[];
}

/** Clusters with the networks that use them, by name. */
export function clusterRows(clusters: ClusterInfo[], networks: Network[]): ClusterRow[] {
  const uses = new Map<string, ClusterRow['uses']>();
  const note = (cluster: string, { project, name }: Network, role: 'hub' | 'spoke') =>
    uses.set(cluster, [...(uses.get(cluster) ?? []), { project, network: name, role }]);
  for (const network of networks) {
    const { hub, spokes = [] } = network.spec;
    if (hub) note(hub.cluster, network, 'hub');
    spokes.forEach(({ cluster }) => note(cluster, network, 'spoke'));
  }
  return clusters.map(cluster => ({
    ...cluster,
    id: cluster.name,
    uses: uses.get(cluster.name) ?? [],
  }));
}

/** The text of a cluster that the search looks in. */
export function clusterText({ name, title = '', labels = {}, uses }: ClusterRow): string {
  return [
    name,
    title,
    ...Object.entries(labels).map(([key, value]) => `${key}=${value}`),
    ...uses.map(({ network }) => network),
  ].join(' ');
}
