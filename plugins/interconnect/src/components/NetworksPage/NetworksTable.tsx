import { useRouteRef } from '@backstage/core-plugin-api';
import { Cell, CellText, Flex } from '@backstage/ui';
import { Network } from '@interconnect/backstage-plugin-interconnect-common';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useTexts } from '../../hooks/useTexts';
import { networkRouteRef } from '../../routes';
import { WrapCell } from '../common/cells';
import { DataColumn, DataTable, FilterSelect } from '../common/DataTable';
import { PhaseBadge, RolloutInNeed } from '../common/StateMark';
import { ObservedAt } from '../common/time';
import { NetworkFilter, networkRow, NetworkRow, passes, searchText } from './networkRow';

/** Networks with search, filters (which stand in the address) and sorting. */
export function NetworksTable(props: { networks: Network[] }) {
  const t = useTexts();
  const columns = useNetworkColumns();
  const network = useRouteRef(networkRouteRef);
  const [parameters, setParameters] = useSearchParams();
  const rows = useMemo(() => props.networks.map(networkRow), [props.networks]);
  const filter: NetworkFilter = {
    project: parameters.get('project') ?? undefined,
    phase: parameters.get('phase') ?? undefined,
    cluster: parameters.get('cluster') ?? undefined,
  };

  function choose(key: keyof NetworkFilter, value: string | undefined) {
    setParameters(
      before => {
        const after = new URLSearchParams(before);
        after.delete(key);
        if (value !== undefined) after.set(key, value);
        return after;
      },
      { replace: true },
    );
  }

  const phases = distinct(rows, row => [row.network.status.phase]);
  return (
    <DataTable<NetworkRow>
      label={t('networks.table')}
      items={rows.filter(row => passes(row, filter))}
      columns={columns}
      hrefOf={({ network: { project, name } }) => network({ project, network: name })}
      searchIn={searchText}
      searchLabel={t('networks.search')}
      countText={count => t('networks.count', { count })}
      initialSort={{ column: 'name', direction: 'ascending' }}
      filters={
        <>
          <FilterSelect
            label={t('networks.project')}
            value={filter.project}
            options={named(distinct(rows, row => [row.network.project]))}
            onChange={value => choose('project', value)}
          />
          <FilterSelect
            label={t('networks.phase')}
            value={filter.phase}
            options={phases.map(id => ({ id, label: t(`phase.${id}`) }))}
            onChange={value => choose('phase', value)}
          />
          <FilterSelect
            label={t('networks.cluster')}
            value={filter.cluster}
            options={named(distinct(rows, row => row.clusters))}
            onChange={value => choose('cluster', value)}
          />
        </>
      }
    />
  );
}

function distinct<V extends string>(rows: NetworkRow[], valuesOf: (row: NetworkRow) => V[]): V[] {
  const values = [...new Set(rows.flatMap(valuesOf))];
  return values.sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
}

function named(values: string[]): { id: string; label: string }[] {
  return values.map(id => ({ id, label: id }));
}

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
