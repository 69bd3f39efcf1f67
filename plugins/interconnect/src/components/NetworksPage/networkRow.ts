import { Network } from '@interconnect/backstage-plugin-interconnect-common';

/** A network as the table shows it. */
export interface NetworkRow {
  id: string;
  network: Network;
  hub?: string;
  /** All members, the hub first. */
  clusters: string[];
  spokes: number;
  linksUp: number;
  services: string[];
}

/** What the table needs of a network. */
export function networkRow(network: Network): NetworkRow {
  const { hub, spokes = [] } = network.spec;
  const { members, services } = network.status;
  return {
    id: `${network.project}/${network.name}`,
    network,
    ...(hub && { hub: hub.cluster }),
    clusters: [...(hub ? [hub.cluster] : []), ...spokes.map(({ cluster }) => cluster)],
    spokes: spokes.length,
    linksUp: members.filter(({ link }) => link?.state === 'Up').length,
    services: [...new Set(services.map(({ name, port }) => `${name}:${port}`))],
  };
}

/** What can be filtered by; absent: all. */
export interface NetworkFilter {
  project?: string;
  phase?: string;
  cluster?: string;
}

/** Whether a row is to be shown. */
export function passes(row: NetworkRow, { project, phase, cluster }: NetworkFilter): boolean {
  return (
    (project === undefined || row.network.project === project) &&
    (phase === undefined || row.network.status.phase === phase) &&
    (cluster === undefined || row.clusters.includes(cluster))
  );
}

/** The text of a row that the search looks in. */
export function searchText({ network, clusters, services }: NetworkRow): string {
  const applications = network.spec.applications ?? [];
  return [
    network.project,
    network.name,
    network.spec.description ?? '',
    ...clusters,
    ...services,
    ...applications.map(({ name }) => name),
  ].join(' ');
}
