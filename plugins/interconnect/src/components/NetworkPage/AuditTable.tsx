import { Cell, CellText } from '@backstage/ui';
import { AuditEntry, NetworkName } from '@interconnect/backstage-plugin-interconnect-common';
import { useMemo, useState } from 'react';
import { useTexts } from '../../hooks/useTexts';
import { WrapCell } from '../common/cells';
import { DataColumn, DataTable, FilterSelect } from '../common/DataTable';
import { StateMark } from '../common/StateMark';
import { TimeAgo } from '../common/time';
import { AuditExport } from './exportAudit';

const outcomes = ['accepted', 'refused', 'started', 'succeeded', 'failed', 'canceled'] as const;

/** The audit log with search, filters and export of what passes them. */
export function AuditTable(props: { name: NetworkName; entries: AuditEntry[] }) {
  const t = useTexts();
  const columns = useAuditColumns();
  const [actor, setActor] = useState<string>();
  const [outcome, setOutcome] = useState<string>();
  const rows = useMemo<AuditRow[]>(
    () => props.entries.map(entry => ({ ...entry, id: entry.sequence })),
    [props.entries],
  );
  const actors = [...new Set(rows.map(row => row.actor))].sort();
  const items = rows.filter(
    row => (!actor || row.actor === actor) && (!outcome || row.outcome === outcome),
  );

  return (
    <DataTable<AuditRow>
      label={t('network.audit')}
      items={items}
      columns={columns}
      searchIn={auditText}
      searchLabel={t('audit.search')}
      countText={count => t('audit.count', { count })}
      initialSort={{ column: 'sequence', direction: 'descending' }}
      footer={shown => <AuditExport name={props.name} entries={shown} />}
      filters={
        <>
          <FilterSelect
            label={t('audit.actor')}
            value={actor}
            options={actors.map(id => ({ id, label: id }))}
            onChange={setActor}
          />
          <FilterSelect
            label={t('audit.outcome')}
            value={outcome}
            options={outcomes.map(id => ({ id, label: t(`audit.outcome.${id}`) }))}
            onChange={setOutcome}
          />
        </>
      }
    />
  );
}

/** An audit entry as the table shows it. */
export interface AuditRow extends AuditEntry {
  id: number;
}

/** The text of an entry that the search looks in. */
function auditText(entry: AuditEntry): string {
  const { time, actor, action, subject, outcome, message = '', rolloutId = '' } = entry;
  return [time, actor, action, subject, outcome, message, rolloutId].join(' ');
}

const states: Record<AuditEntry['outcome'], string> = {
  accepted: 'Ready',
  refused: 'NotReady',
  started: 'Running',
  succeeded: 'Succeeded',
  failed: 'Failed',
  canceled: 'Canceled',
};

/** The state with whose icon an outcome is shown. */
function stateOf(outcome: AuditEntry['outcome']): string {
  return states[outcome];
}

/** Columns of the audit log. */
function useAuditColumns(): DataColumn<AuditRow>[] {
  const t = useTexts();
  return useMemo(
    () => [
      {
        id: 'sequence',
        width: 80,
        label: t('audit.sequence'),
        sortBy: row => row.sequence,
        cell: row => <CellText title={`${row.sequence}`} />,
      },
      {
        id: 'time',
        width: '1fr',
        minWidth: 100,
        label: t('audit.time'),
        sortBy: row => row.time,
        cell: row => (
          <Cell>
            <TimeAgo time={row.time} />
          </Cell>
        ),
      },
      {
        id: 'actor',
        width: '1fr',
        minWidth: 130,
        label: t('audit.actor'),
        sortBy: row => row.actor,
        cell: row => <WrapCell text={row.actor} />,
      },
      {
        id: 'action',
        width: '1.2fr',
        minWidth: 150,
        label: t('audit.action'),
        isRowHeader: true,
        sortBy: row => row.action,
        cell: row => <WrapCell text={row.action} />,
      },
      {
        id: 'subject',
        width: '1.5fr',
        minWidth: 190,
        label: t('audit.subject'),
        sortBy: row => row.subject,
        cell: row => <WrapCell text={row.subject} />,
      },
      {
        id: 'outcome',
        width: 130,
        label: t('audit.outcome'),
        sortBy: row => row.outcome,
        cell: row => (
          <Cell>
            <StateMark state={stateOf(row.outcome)} label={t(`audit.outcome.${row.outcome}`)} />
          </Cell>
        ),
      },
      {
        id: 'message',
        width: '2fr',
        minWidth: 210,
        label: t('audit.message'),
        cell: row => <WrapCell text={row.message ?? '–'} />,
      },
    ],
    [t],
  );
}
