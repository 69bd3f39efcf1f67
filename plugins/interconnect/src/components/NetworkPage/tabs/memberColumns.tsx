import { Cell, CellText } from '@backstage/ui';
import { useMemo } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { DataColumn } from '../../common/DataTable';
import { ObservedAt } from '../../common/time';
import { StateMark } from '../../common/StateMark';
import { WrapCell } from '../../common/cells';
import { LinkCell } from './LinkCell';
import { MemberRow, memberUrgency } from './memberRow';

/** Columns of the table of members. */
export function useMemberColumns(): DataColumn<MemberRow>[] {
  const t = useTexts();
  return useMemo(
    () => [
      {
        id: 'cluster',
        width: '1fr',
        minWidth: 115,
        label: t('members.cluster'),
        isRowHeader: true,
        sortBy: row => row.cluster,
        cell: row => <CellText title={row.cluster} />,
      },
      {
        id: 'role',
        width: 80,
        label: t('members.role'),
        sortBy: row => row.role,
        cell: row => <CellText title={t(`role.${row.role}`)} />,
      },
      {
        id: 'state',
        width: 125,
        label: t('members.state'),
        sortBy: memberUrgency,
        cell: row => (
          <Cell>
            <StateMark state={row.state} label={t(`observed.${row.state}`)} />
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
        minWidth: 125,
        label: t('members.applications'),
        cell: row => <WrapCell text={row.applications.join(', ') || '–'} />,
      },
      {
        id: 'observed',
        width: '1fr',
        minWidth: 125,
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
        minWidth: 190,
        label: t('members.message'),
        cell: row => <WrapCell text={row.message ?? '–'} />,
      },
    ],
    [t],
  );
}
