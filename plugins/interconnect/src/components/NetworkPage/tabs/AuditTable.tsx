import { AuditEntry, NetworkName } from '@interconnect/backstage-plugin-interconnect-common';
import { useMemo, useState } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { DataTable, FilterSelect } from '../../common/DataTable';
import { AuditRow, auditText } from './auditRow';
import { useAuditColumns } from './auditColumns';
import { AuditExport } from './AuditExport';

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
