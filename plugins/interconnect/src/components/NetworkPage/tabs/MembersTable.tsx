import { Network } from '@interconnect/backstage-plugin-interconnect-common';
import { useMemo, useState } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { DataTable, FilterSelect } from '../../common/DataTable';
import { MemberRow, memberRows } from './memberRow';
import { useMemberColumns } from './memberColumns';

const states = ['Ready', 'NotReady', 'Unknown'] as const;

/** Members with what was observed of each: what needs attention first. */
export function MembersTable({ network }: { network: Network }) {
  const t = useTexts();
  const columns = useMemberColumns();
  const [state, setState] = useState<string>();
  const rows = useMemo(() => memberRows(network), [network]);
  return (
    <DataTable<MemberRow>
      label={t('members.title')}
      items={state ? rows.filter(row => row.state === state) : rows}
      columns={columns}
      searchIn={row => [row.cluster, row.message ?? '', ...row.applications].join(' ')}
      searchLabel={t('members.search')}
      initialSort={{ column: 'state', direction: 'ascending' }}
      filters={
        <FilterSelect
          label={t('members.state')}
          value={state}
          options={states.map(id => ({ id, label: t(`observed.${id}`) }))}
          onChange={setState}
        />
      }
    />
  );
}
