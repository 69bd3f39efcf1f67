import { Entity } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Cell, CellText, Flex } from '@backstage/ui';
import { useMemo } from 'react';
import { useTexts } from '../../hooks/useTexts';
import { DataColumn, DataTable } from '../common/DataTable';
import { EmptyState } from '../common/fallbacks';
import { networkRow, searchText, useNetworkColumns } from '../NetworksPage/networkColumns';
import { AddressList, EntityNetwork, WithNetworks } from './EntityNetworks';
import { projectOf } from './entityProject';
import { RequestButton } from './requestLink';

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
      countText={count => t('networks.count', { count })}
      initialSort={{ column: 'phase', direction: 'ascending' }}
    />
  );
}

/** Columns of the networks of an entity; `ofComponent`: with what it is for each. */
function useEntityColumns(ofComponent: boolean): DataColumn<EntityNetwork>[] {
  const t = useTexts();
  const { name, phase, links, observed } = useNetworkColumns<EntityNetwork>();
  return useMemo(() => {
    const role: DataColumn<EntityNetwork> = {
      id: 'role',
      minWidth: 100,
      label: t('entity.role'),
      sortBy: row => row.roles.join(),
      cell: row => <CellText title={row.roles.map(each => t(`entity.${each}`)).join(', ')} />,
    };
    return [
      { ...name, width: '1fr', minWidth: 190 },
      ...(ofComponent ? [role] : []),
      { ...phase, width: 170 },
      { ...links, width: 105 },
      {
        id: 'addresses',
        width: '3fr',
        minWidth: 390,
        label: t('entity.addresses'),
        cell: row => (
          <Cell>
            <div>
              <AddressList services={row.services} observedAt={row.network.status.observedAt} />
            </div>
          </Cell>
        ),
      },
      { ...observed, width: 145, minWidth: undefined },
    ];
  }, [t, ofComponent, name, phase, links, observed]);
}
