import { Container, Flex } from '@backstage/ui';
import { useMemo } from 'react';
import { useClusters, useNetworks } from '../../hooks/queries';
import { useTexts } from '../../hooks/useTexts';
import { DataTable } from '../common/DataTable';
import { EmptyState, ErrorPanel, Loading, OutdatedNotice } from '../common/fallbacks';
import { ListHeader } from '../common/ListHeader';
import { useClusterColumns } from './clusterColumns';
import { ClusterRow, clusterRows, clusterText } from './clusterRow';

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
              initialSort={{ column: 'name', direction: 'ascending' }}
            />
          )}
        </Flex>
      </Container>
    </>
  );
}
