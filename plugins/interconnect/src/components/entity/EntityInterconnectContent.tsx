import { Entity } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Cell, CellText, Flex } from '@backstage/ui';
import { useMemo } from 'react';
import { Texts, useTexts } from '../../hooks/useTexts';
import { networkRouteRef } from '../../routes';
import { DataColumn, DataTable } from '../common/DataTable';
import { EmptyState } from '../common/fallbacks';
import { PhaseBadge, RolloutInNeed } from '../common/StateMark';
import { ObservedAt } from '../common/time';
import { networkRow, searchText } from '../NetworksPage/networkRow';
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
      initialSort={{ column: 'name', direction: 'ascending' }}
    />
  );
}

/** Columns of the networks of an entity; `ofComponent`: with what it is for each. */
export function useEntityColumns(ofComponent: boolean): DataColumn<EntityNetwork>[] {
  const t = useTexts();
  const network = useRouteRef(networkRouteRef);
  return useMemo(
    () => [
      {
        id: 'name',
        width: '1fr',
        minWidth: 190,
        label: t('networks.name'),
        isRowHeader: true,
        sortBy: row => row.network.name,
        cell: ({ network: { project, name, spec } }) => (
          <CellText
            title={name}
            description={spec.description}
            href={network({ project, network: name })}
          />
        ),
      },
      ...(ofComponent
        ? [
            {
              id: 'role',
              minWidth: 100,
              label: t('entity.role'),
              sortBy: (row: EntityNetwork) => row.roles.join(),
              cell: (row: EntityNetwork) => (
                <CellText title={row.roles.map(role => t(`entity.${role}`)).join(', ')} />
              ),
            },
          ]
        : []),
      {
        id: 'phase',
        width: 170,
        label: t('networks.phase'),
        sortBy: row => row.network.status.phase,
        cell: row => (
          <Cell>
            <Flex direction="column" align="start" gap="1">
              <PhaseBadge phase={row.network.status.phase} />
              <RolloutInNeed network={row.network} />
            </Flex>
          </Cell>
        ),
      },
      {
        id: 'links',
        width: 105,
        label: t('networks.links'),
        cell: row => <CellText title={linksOf(t, row)} />,
      },
      {
        id: 'addresses',
        width: '3fr',
        minWidth: 390,
        label: t('entity.addresses'),
        cell: row => (
          <Cell>
            <div>
              <AddressList services={row.services} />
            </div>
          </Cell>
        ),
      },
      {
        id: 'observed',
        width: 145,
        label: t('networks.observed'),
        sortBy: row => row.network.status.observedAt ?? '',
        cell: row => (
          <Cell>
            <ObservedAt time={row.network.status.observedAt} inColumn />
          </Cell>
        ),
      },
    ],
    [t, network, ofComponent],
  );
}

function linksOf(t: Texts, row: EntityNetwork): string {
  const { linksUp, spokes } = networkRow(row.network);
  return spokes ? t('networks.linksUp', { up: `${linksUp}`, all: `${spokes}` }) : '–';
}
