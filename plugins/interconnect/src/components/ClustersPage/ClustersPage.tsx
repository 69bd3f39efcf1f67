import { useRouteRef } from '@backstage/core-plugin-api';
import { Cell, Container, Flex, Link } from '@backstage/ui';
import {
  ClusterInfo,
  Network,
  resolvedSpec,
} from '@interconnect/backstage-plugin-interconnect-common';
import { useMemo } from 'react';
import { useClusters, useNetworks } from '../../hooks/queries';
import { useTexts } from '../../hooks/useTexts';
import { networkRouteRef } from '../../routes';
import { Quiet, WrapCell } from '../common/cells';
import { DataColumn, DataTable } from '../common/DataTable';
import { EmptyState, ErrorPanel, Loading, OutdatedNotice } from '../common/fallbacks';
import { ListHeader } from '../common/layout';
import { StateMark } from '../common/StateMark';
import { clockTime } from '../common/time';
import styles from './ClustersPage.module.css';

/** What is known of each cluster, and which networks use it. */
export function ClustersPage() {
  const t = useTexts();
  const clusters = useClusters();
  const networks = useNetworks();
  const columns = useClusterColumns(networks.value !== undefined);
  const rows = useMemo(
    () => clusterRows(clusters.value ?? [], networks.value ?? []),
    [clusters.value, networks.value],
  );
  return (
    <>
      <ListHeader
        active="clusters"
        title={t('clusters.title')}
        description={t('clusters.description')}
      />
      <Container>
        <Flex direction="column" gap="4" pb="6">
          <OutdatedNotice of={clusters} />
          {clusters.loading && <Loading label={t('loading.clusters')} />}
          {clusters.error && !clusters.value && (
            <ErrorPanel error={clusters.error} onRetry={clusters.refresh} />
          )}
          {networks.error && clusters.value && (
            <ErrorPanel title={t('clusters.networksFailed')} error={networks.error} />
          )}
          {clusters.value?.length === 0 && (
            <EmptyState title={t('clusters.none')} text={t('clusters.noneText')} />
          )}
          {rows.length > 0 && (
            <DataTable<ClusterRow>
              label={t('clusters.table')}
              items={rows}
              columns={columns}
              searchIn={clusterText}
              searchLabel={t('clusters.search')}
              countText={count => t('clusters.count', { count })}
              initialSort={{ column: 'name', direction: 'ascending' }}
            />
          )}
        </Flex>
      </Container>
    </>
  );
}

/** Columns of the table of clusters. `usesKnown`: whether it is known which networks there are. */
function useClusterColumns(usesKnown: boolean): DataColumn<ClusterRow>[] {
  const t = useTexts();
  const network = useRouteRef(networkRouteRef);
  return useMemo(
    () => [
      {
        id: 'name',
        width: '1.6fr',
        minWidth: 190,
        label: t('clusters.name'),
        isRowHeader: true,
        sortBy: row => row.name,
        cell: row => (
          <Cell>
            <div className={styles.wrap}>{row.name}</div>
            {row.title && <Quiet as="div">{row.title}</Quiet>}
            <Unusable cluster={row} />
          </Cell>
        ),
      },
      {
        id: 'labels',
        width: '1.4fr',
        minWidth: 200,
        label: t('clusters.labels'),
        cell: row => (
          <Cell>
            <Labels labels={row.labels ?? {}} />
          </Cell>
        ),
      },
      {
        id: 'projects',
        width: '1fr',
        minWidth: 150,
        label: t('clusters.projects'),
        sortBy: row => row.projects?.join(', ') ?? '',
        cell: row => <WrapCell text={row.projects?.join(', ') ?? t('clusters.allProjects')} />,
      },
      {
        id: 'source',
        width: '1fr',
        minWidth: 130,
        label: t('clusters.source'),
        sortBy: row => row.source ?? '',
        cell: row => <WrapCell text={row.source ?? '–'} />,
      },
      {
        id: 'networks',
        width: '1.6fr',
        minWidth: 220,
        label: t('clusters.networks'),
        sortBy: row => row.uses.length,
        cell: row => (
          <Cell>
            {row.uses.length === 0 && <Quiet>{usesKnown ? t('clusters.unused') : '–'}</Quiet>}
            <ul className={styles.list}>
              {row.uses.map(use => (
                <li key={`${use.project}/${use.network}`}>
                  <Link href={network({ project: use.project, network: use.network })}>
                    {t('clusters.usage', {
                      network: `${use.project}/${use.network}`,
                      role: t(`role.${use.role}`),
                    })}
                  </Link>
                </li>
              ))}
            </ul>
          </Cell>
        ),
      },
    ],
    [t, network, usesKnown],
  );
}

function Labels(props: { labels: Record<string, string> }) {
  const t = useTexts();
  const labels = Object.entries(props.labels);
  if (labels.length === 0) return <Quiet>{t('clusters.noLabels')}</Quiet>;
  return (
    <ul className={styles.list}>
      {labels.map(([key, value]) => (
        <li key={key}>
          {key}: {value}
        </li>
      ))}
    </ul>
  );
}

/** A cluster as the table shows it. */
interface ClusterRow extends ClusterInfo {
  id: string;
  /** Networks that use it, as far as the person may see them. */
  uses: { project: string; network: string; role: 'hub' | 'spoke' }[];
}

/** Clusters with the networks that use them, by name. */
function clusterRows(clusters: ClusterInfo[], networks: Network[]): ClusterRow[] {
  const uses = new Map<string, ClusterRow['uses']>();
  const note = (cluster: string, { project, name }: Network, role: 'hub' | 'spoke') =>
    uses.set(cluster, [...(uses.get(cluster) ?? []), { project, network: name, role }]);
  for (const network of networks) {
    const { hub, spokes = [] } = resolvedSpec(network);
    if (hub) note(hub.cluster, network, 'hub');
    spokes.forEach(({ cluster }) => note(cluster, network, 'spoke'));
  }
  return clusters.map(cluster => ({
    ...cluster,
    id: cluster.name,
    uses: uses.get(cluster.name) ?? [],
  }));
}

/** Why a cluster cannot be used, all of it; nothing when it can. */
function Unusable({ cluster }: { cluster: ClusterInfo }) {
  const t = useTexts();
  const { unusable: reason, unusableSeenAt } = cluster;
  if (!reason) return null;
  const label = unusableSeenAt
    ? t('clusters.unusableSeen', { reason, time: clockTime(unusableSeenAt, Date.now()) })
    : t('clusters.unusable', { reason });
  return (
    <div className={styles.wrap}>
      <StateMark state="NotReady" label={label} />
    </div>
  );
}

/** The text of a cluster that the search looks in. */
function clusterText({ name, title = '', unusable = '', labels = {}, uses }: ClusterRow): string {
  return [
    name,
    title,
    unusable,
    ...Object.entries(labels).map(([key, value]) => `${key}=${value}`),
    ...uses.map(({ network }) => network),
  ].join(' ');
}
