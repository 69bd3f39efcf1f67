import { useRouteRef } from '@backstage/core-plugin-api';
import { Cell, CellText, Link } from '@backstage/ui';
import { NetworkName, RolloutSummary } from '@interconnect/backstage-plugin-interconnect-common';
import { useMemo } from 'react';
import { useNow } from '../../../hooks/useNow';
import { Texts, useTexts } from '../../../hooks/useTexts';
import { rolloutRouteRef } from '../../../routes';
import { DataColumn } from '../../common/DataTable';
import { Duration } from '../../common/Duration';
import { EntityName } from '../../common/EntityName';
import { StateMark } from '../../common/StateMark';
import { TimeAgo } from '../../common/TimeAgo';
import { WrapCell } from '../../common/WrapCell';
import { durationOf } from './rolloutRow';

/** Columns of the table of rollouts. */
export function useRolloutColumns(name: NetworkName): DataColumn<RolloutSummary>[] {
  const t = useTexts();
  const rollout = useRouteRef(rolloutRouteRef);
  const { project, network } = name;
  return useMemo(
    () => [
      {
        id: 'started',
        width: '1fr',
        minWidth: 120,
        label: t('rollouts.started'),
        isRowHeader: true,
        sortBy: row => row.startedAt,
        cell: row => (
          <Cell>
            <Link href={rollout({ project, network, rollout: row.id })}>
              <TimeAgo time={row.startedAt} />
            </Link>
          </Cell>
        ),
      },
      {
        id: 'operation',
        width: 140,
        label: t('rollouts.operation'),
        sortBy: row => row.operation,
        cell: row => <CellText title={t(`operation.${row.operation}`)} />,
      },
      {
        id: 'state',
        width: '1.2fr',
        minWidth: 180,
        label: t('rollouts.state'),
        sortBy: row => row.state,
        cell: row => (
          <Cell>
            <StateMark state={row.state} label={t(`rollout.${row.state}`)} />
          </Cell>
        ),
      },
      {
        id: 'steps',
        width: '1.2fr',
        minWidth: 160,
        label: t('rollouts.steps'),
        cell: row => <WrapCell text={stepsText(t, row)} />,
      },
      {
        id: 'by',
        width: '1.2fr',
        minWidth: 140,
        label: t('rollouts.by'),
        sortBy: row => row.requestedBy,
        cell: row => (
          <Cell>
            <EntityName entityRef={row.requestedBy} />
          </Cell>
        ),
      },
      {
        id: 'duration',
        width: 130,
        label: t('rollouts.duration'),
        cell: row => <DurationCell rollout={row} />,
      },
      {
        id: 'temporal',
        width: 160,
        label: t('rollouts.temporal'),
        cell: row => (
          <Cell>
            <Link href={row.workflow.url} target="_blank" rel="noopener">
              {t('rollouts.open')}
            </Link>
          </Cell>
        ),
      },
    ],
    [t, rollout, project, network],
  );
}

function DurationCell(props: { rollout: RolloutSummary }) {
  const now = useNow();
  return (
    <Cell>
      <Duration seconds={durationOf(props.rollout, now)} />
    </Cell>
  );
}

function stepsText(t: Texts, { counts }: RolloutSummary): string {
  const [done, all, failed] = [`${counts.done}`, `${counts.all}`, `${counts.failed}`];
  return counts.failed > 0
    ? t('rollouts.stepsFailed', { done, all, failed })
    : t('rollouts.stepsDone', { done, all });
}
