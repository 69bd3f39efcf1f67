import { useRouteRef } from '@backstage/core-plugin-api';
import { Cell, CellText, Flex } from '@backstage/ui';
import { useMemo } from 'react';
import { useTexts } from '../../hooks/useTexts';
import { networkRouteRef } from '../../routes';
import { DataColumn } from '../common/DataTable';
import { ObservedAt } from '../common/time';
import { PhaseBadge, RolloutInNeed } from '../common/StateMark';
import { WrapCell } from '../common/cells';
import { NetworkRow } from './networkRow';

/** Columns of the table of networks. */
export function useNetworkColumns(): DataColumn<NetworkRow>[] {
  const t = useTexts();
  const network = useRouteRef(networkRouteRef);
  return useMemo(
    () => [
      {
        id: 'name',
        width: '2fr',
        minWidth: 185,
        label: t('networks.name'),
        isRowHeader: true,
        sortBy: row => row.network.name,
        cell: row => (
          <CellText
            title={row.network.name}
            description={row.network.spec.description}
            href={network({ project: row.network.project, network: row.network.name })}
          />
        ),
      },
      {
        id: 'project',
        width: '1fr',
        minWidth: 120,
        label: t('networks.project'),
        sortBy: row => row.network.project,
        cell: row => <CellText title={row.network.project} />,
      },
      {
        id: 'phase',
        width: 180,
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
        id: 'hub',
        width: '1fr',
        minWidth: 110,
        label: t('networks.hub'),
        sortBy: row => row.hub ?? '',
        cell: row => <CellText title={row.hub ?? '–'} />,
      },
      {
        id: 'links',
        width: 120,
        label: t('networks.links'),
        sortBy: row => row.linksUp - row.spokes,
        cell: row => (
          <CellText
            title={
              row.spokes
                ? t('networks.linksUp', { up: `${row.linksUp}`, all: `${row.spokes}` })
                : '–'
            }
          />
        ),
      },
      {
        id: 'services',
        width: '1.2fr',
        minWidth: 160,
        label: t('networks.services'),
        cell: row => <WrapCell text={row.services.join(', ') || '–'} />,
      },
      {
        id: 'observed',
        width: '1.2fr',
        minWidth: 135,
        label: t('networks.observed'),
        sortBy: row => row.network.status.observedAt ?? '',
        cell: row => (
          <Cell>
            <ObservedAt time={row.network.status.observedAt} inColumn />
          </Cell>
        ),
      },
    ],
    [t, network],
  );
}
