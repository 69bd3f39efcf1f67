import { Entity } from '@backstage/catalog-model';
import { Flex } from '@backstage/ui';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useTexts } from '../../hooks/useTexts';
import { DataTable } from '../common/DataTable';
import { EmptyState } from '../common/fallbacks';
import { networkRow, searchText } from '../NetworksPage/networkRow';
import { useEntityColumns } from './entityColumns';
import { EntityNetwork } from './entityNetworks';
import { projectOf } from './projectOf';
import { RequestButton } from './RequestButton';
import { WithNetworks } from './WithNetworks';

/** Tab of a System or a Component: its networks, with health and addresses. */
export function EntityInterconnectContent() {
  const t = useTexts();
  const { entity } = useEntity();
  const project = projectOf(entity);
  if (project === undefined) return <EmptyState title={t('entity.noProject')} />;
  return (
    <Flex direction="column" gap="4">
      <Flex justify="end">
        <RequestButton entity={entity} project={project} />
      </Flex>
      <WithNetworks entity={entity} project={project}>
        {networks => <NetworksOfEntity entity={entity} networks={networks} />}
      </WithNetworks>
    </Flex>
  );
}

function NetworksOfEntity(props: { entity: Entity; networks: EntityNetwork[] }) {
  const { entity, networks } = props;
  const t = useTexts();
  const columns = useEntityColumns(entity.kind.toLowerCase() === 'component');
  return (
    <DataTable<EntityNetwork>
      label={t('entity.table', { entity: entity.metadata.title ?? entity.metadata.name })}
      items={networks}
      columns={columns}
      searchIn={networks.length > 5 ? row => searchText(networkRow(row.network)) : undefined}
      searchLabel={t('networks.search')}
      initialSort={{ column: 'name', direction: 'ascending' }}
    />
  );
}
