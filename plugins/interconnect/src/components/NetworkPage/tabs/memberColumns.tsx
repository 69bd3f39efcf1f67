import { Cell, CellText } from '@backstage/ui';
import { useMemo } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { DataColumn } from '../../common/DataTable';
import { ObservedAt } from '../../common/ObservedAt';
import { StateMark } from '../../common/StateMark';
import { WrapCell } from '../../common/WrapCell';
import { LinkCell } from './LinkCell';
import { MemberRow, memberUrgency } from './memberRow';

/** Columns of the table of members. */
export function useMemberColumns(): DataColumn<MemberRow>[] {
  const t = useTexts();
  return useMemo(
    () => [
      {
        id: 'cluster',
        label: t('members.cluster'),
        isRowHeader: true,
        sortBy: row => row.cluster,
        cell: row => <CellText title={row.cluster} />,
      },
      {
        id: 'role',
        label: t('members.role'),
        sortBy: row => row.role,
        cell: row => <CellText title={t(`role.${row.role}`)} />,
      },
      {
        id: 'state',
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
        label: t('members.link'),
        sortBy: row => row.link?.state ?? '',
        cell: row => <LinkCell member={row} />,
      },
      {
        id: 'applications',
        label: t('members.applications'),
        cell: row => <WrapCell text={row.applications.join(', ') || '–'} />,
      },
      {
        id: 'observed',
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
        label: t('members.message'),
        width: '2fr',
        cell: row => <WrapCell text={row.message ?? '–'} />,
      },
    ],
    [t],
  );
}
