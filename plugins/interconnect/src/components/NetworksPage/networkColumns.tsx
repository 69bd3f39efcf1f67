import { useRouteRef } from '@backstage/core-plugin-api';
import { Cell, CellText, Flex } from '@backstage/ui';
import {
  Network,
  phaseRank,
  resolvedSpec,
} from '@interconnect/backstage-plugin-interconnect-common';
import { useMemo } from 'react';
import { useTexts } from '../../hooks/useTexts';
import { networkRouteRef } from '../../routes';
import { DataColumn } from '../common/DataTable';
import { PhaseBadge, RolloutInNeed } from '../common/StateMark';
import { ObservedAt } from '../common/time';

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
  const { hub, spokes = [] } = resolvedSpec(network);
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

/** Columns that every table of networks has, by name. */
export function useNetworkColumns<R extends { id: string; network: Network }>(): Record<
  'name' | 'phase' | 'links' | 'observed',
  DataColumn<R>
> {
  const t = useTexts();
  const path = useRouteRef(networkRouteRef);
  return useMemo(
    () => ({
      name: {
        id: 'name',
        width: '2fr',
        minWidth: 165,
        label: t('networks.name'),
        isRowHeader: true,
        sortBy: row => row.network.name,
        cell: ({ network: { project, name, spec } }) => (
          <CellText
            title={name}
            description={spec.description}
            href={path({ project, network: name })}
          />
        ),
      },
      phase: {
        id: 'phase',
        firstWhenNarrow: true,
        width: 180,
        label: t('networks.phase'),
        sortBy: row => phaseRank(row.network.status.phase),
        cell: row => (
          <Cell>
            <Flex direction="column" align="start" gap="1">
              <PhaseBadge status={row.network.status} />
              <RolloutInNeed network={row.network} />
            </Flex>
          </Cell>
        ),
      },
      links: {
        id: 'links',
        width: 130,
        label: t('networks.links'),
        sortBy: ({ network }) => networkRow(network).linksUp - networkRow(network).spokes,
        cell: ({ network }) => {
          const { linksUp, spokes } = networkRow(network);
          const text = t('networks.linksUp', { up: `${linksUp}`, all: `${spokes}` });
          return <CellText title={spokes > 0 ? text : '–'} />;
        },
      },
      observed: {
        id: 'observed',
        width: '1.2fr',
        minWidth: 155,
        label: t('networks.observed'),
        sortBy: row => row.network.status.observedAt ?? '',
        cell: row => (
          <Cell>
            <ObservedAt time={row.network.status.observedAt} inColumn />
          </Cell>
        ),
      },
    }),
    [t, path],
  );
}
