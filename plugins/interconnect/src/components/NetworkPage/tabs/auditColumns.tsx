import { Cell, CellText } from '@backstage/ui';
import { useMemo } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { DataColumn } from '../../common/DataTable';
import { StateMark } from '../../common/StateMark';
import { TimeAgo } from '../../common/time';
import { WrapCell } from '../../common/cells';
import { AuditRow, stateOf } from './auditRow';

/** Columns of the audit log. */
export function useAuditColumns(): DataColumn<AuditRow>[] {
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
