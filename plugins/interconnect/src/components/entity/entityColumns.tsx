import { useRouteRef } from '@backstage/core-plugin-api';
import { Cell, CellText, Flex } from '@backstage/ui';
import { useMemo } from 'react';
import { Texts, useTexts } from '../../hooks/useTexts';
import { networkRouteRef } from '../../routes';
import { DataColumn } from '../common/DataTable';
import { ObservedAt } from '../common/time';
import { PhaseBadge, RolloutInNeed } from '../common/StateMark';
import { networkRow } from '../NetworksPage/networkRow';
import { AddressList } from './AddressList';
import { EntityNetwork } from './entityNetworks';

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
