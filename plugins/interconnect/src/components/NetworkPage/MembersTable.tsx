import { Cell, CellText } from '@backstage/ui';
import {
  LinkObservation,
  MemberObservation,
  Network,
} from '@interconnect/backstage-plugin-interconnect-common';
import { useMemo, useState } from 'react';
import { useNow } from '../../hooks/clock';
import { useTexts } from '../../hooks/useTexts';
import { Quiet, WrapCell } from '../common/cells';
import { DataColumn, DataTable, FilterSelect } from '../common/DataTable';
import { ObservedMark } from '../common/StateMark';
import { ObservedAt, since as sinceText } from '../common/time';
import { observedUrgency } from '../common/urgency';

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
      countText={count => t('members.count', { count })}
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

/** A member as the table shows it. */
interface MemberRow extends MemberObservation {
  id: string;
  applications: string[];
}

/** Members in the order of the document: the hub first. */
function memberRows({ spec, status }: Network): MemberRow[] {
  const placed = new Map<string, string[]>();
  for (const { name, clusters } of spec.applications ?? []) {
    clusters.forEach(cluster => placed.set(cluster, [...(placed.get(cluster) ?? []), name]));
  }
  return status.members.map(member => ({
    ...member,
    id: `${member.role} ${member.cluster}`,
    applications: placed.get(member.cluster) ?? [],
  }));
}

const linkUrgency = { Down: 0, Unknown: 1, Up: 2 };

/** The smaller, the more it needs attention. */
function memberUrgency({ state, link }: MemberObservation): number {
  return Math.min(observedUrgency[state], link ? linkUrgency[link.state] : 2);
}

/** Columns of the table of members. */
function useMemberColumns(): DataColumn<MemberRow>[] {
  const t = useTexts();
  return useMemo(
    () => [
      {
        id: 'cluster',
        width: '1fr',
        minWidth: 105,
        label: t('members.cluster'),
        isRowHeader: true,
        sortBy: row => row.cluster,
        cell: row => <CellText title={row.cluster} />,
      },
      {
        id: 'role',
        width: 90,
        label: t('members.role'),
        sortBy: row => row.role,
        cell: row => <CellText title={t(`role.${row.role}`)} />,
      },
      {
        id: 'state',
        firstWhenNarrow: true,
        width: 125,
        label: t('members.state'),
        sortBy: memberUrgency,
        cell: row => (
          <Cell>
            <ObservedMark
              state={row.state}
              label={t(`observed.${row.state}`)}
              observedAt={row.observedAt}
            />
          </Cell>
        ),
      },
      {
        id: 'link',
        width: '1.4fr',
        minWidth: 205,
        label: t('members.link'),
        sortBy: row => row.link?.state ?? '',
        cell: row => <LinkCell member={row} />,
      },
      {
        id: 'applications',
        width: '1fr',
        minWidth: 135,
        label: t('members.applications'),
        cell: row => <WrapCell text={row.applications.join(', ') || '–'} />,
      },
      {
        id: 'observed',
        width: '1fr',
        minWidth: 155,
        label: t('members.observed'),
        sortBy: row => row.observedAt ?? '',
        cell: row => (
          <Cell>
            <ObservedAt time={row.observedAt} inColumn />
          </Cell>
        ),
      },
      {
        id: 'message',
        width: '2fr',
        minWidth: 165,
        label: t('members.message'),
        cell: row => <WrapCell text={row.message ?? '–'} />,
      },
    ],
    [t],
  );
}

/** The link of a spoke, since when it is so, and why, unless the member's message says it. */
function LinkCell({ member }: { member: MemberObservation }) {
  const t = useTexts();
  const now = useNow();
  if (member.role === 'hub') {
    return (
      <Cell>
        <Quiet>{t('members.noLink')}</Quiet>
      </Cell>
    );
  }
  const { state, since, message = '' }: LinkObservation = member.link ?? { state: 'Unknown' };
  const isSaid = member.message?.includes(message) === true || message === '';
  return (
    <Cell>
      <ObservedMark state={state} label={t(`link.${state}`)} observedAt={member.observedAt} />
      {since && (
        <Quiet as="div">
          <time dateTime={since} title={since}>
            {sinceText(t, since, now)}
          </time>
        </Quiet>
      )}
      {!isSaid && <Quiet as="div">{message}</Quiet>}
    </Cell>
  );
}
