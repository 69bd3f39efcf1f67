import { useRouteRef } from '@backstage/core-plugin-api';
import { CellText } from '@backstage/ui';
import { byUrgency, Network } from '@interconnect/backstage-plugin-interconnect-common';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useTexts } from '../../hooks/useTexts';
import { networkRouteRef } from '../../routes';
import { WrapCell } from '../common/cells';
import { DataColumn, DataTable, FilterSelect } from '../common/DataTable';
import {
  NetworkFilter,
  networkRow,
  NetworkRow,
  passes,
  searchText,
  useNetworkColumns,
} from './networkColumns';

/** Networks with search, filters (which stand in the address) and sorting. */
export function NetworksTable(props: { networks: Network[] }) {
  const t = useTexts();
  const columns = useColumns();
  const network = useRouteRef(networkRouteRef);
  const [parameters, setParameters] = useSearchParams();
  const rows = useMemo(() => props.networks.toSorted(byUrgency).map(networkRow), [props.networks]);
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
      initialSort={{ column: 'phase', direction: 'ascending' }}
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
function useColumns(): DataColumn<NetworkRow>[] {
  const t = useTexts();
  const { name, phase, links, observed } = useNetworkColumns<NetworkRow>();
  return useMemo(
    () => [
      name,
      {
        id: 'project',
        width: '1fr',
        minWidth: 110,
        label: t('networks.project'),
        sortBy: row => row.network.project,
        cell: row => <CellText title={row.network.project} />,
      },
      phase,
      {
        id: 'hub',
        width: '1fr',
        minWidth: 110,
        label: t('networks.hub'),
        sortBy: row => row.hub ?? '',
        cell: row => <CellText title={row.hub ?? '–'} />,
      },
      links,
      {
        id: 'services',
        width: '1.2fr',
        minWidth: 140,
        label: t('networks.services'),
        cell: row => <WrapCell text={row.services.join(', ') || '–'} />,
      },
      observed,
    ],
    [t, name, phase, links, observed],
  );
}
