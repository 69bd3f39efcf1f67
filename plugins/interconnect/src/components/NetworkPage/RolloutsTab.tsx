import { useRouteRef } from '@backstage/core-plugin-api';
import { Cell, CellText, Link } from '@backstage/ui';
import { NetworkName, RolloutSummary } from '@interconnect/backstage-plugin-interconnect-common';
import { useMemo } from 'react';
import { useNow } from '../../hooks/clock';
import { useRollouts } from '../../hooks/queries';
import { useTexts } from '../../hooks/useTexts';
import { rolloutRouteRef } from '../../routes';
import { EntityName, Quiet, WrapCell } from '../common/cells';
import { DataColumn, DataTable } from '../common/DataTable';
import { EmptyState, ErrorPanel, Loading, OutdatedNotice } from '../common/fallbacks';
import { progressText } from '../common/progressText';
import { StateMark } from '../common/StateMark';
import { Duration, TimeAgo } from '../common/time';

/** All rollouts of a network, newest first. `busy`: one of them is open. */
export function RolloutsTab(props: { name: NetworkName; busy: boolean }) {
  const t = useTexts();
  const rollouts = useRollouts(props.name, props.busy);
  const columns = useRolloutColumns(props.name);
  const rollout = useRouteRef(rolloutRouteRef);
  const { value, error, loading, refresh } = rollouts;
  if (loading) return <Loading label={t('loading.rollouts')} />;
  if (!value) return error ? <ErrorPanel error={error} onRetry={refresh} /> : null;
  if (value.length === 0) {
    return <EmptyState title={t('rollouts.none')} text={t('rollouts.noneText')} />;
  }
  return (
    <>
      <OutdatedNotice of={rollouts} />
      <DataTable<RolloutSummary>
        label={t('network.rollouts')}
        items={value}
        columns={columns}
        hrefOf={({ id }) => rollout({ ...props.name, rollout: id })}
        initialSort={{ column: 'started', direction: 'descending' }}
      />
    </>
  );
}

/** Columns of the table of rollouts. */
function useRolloutColumns(name: NetworkName): DataColumn<RolloutSummary>[] {
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
        firstWhenNarrow: true,
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
        cell: row => <WrapCell text={progressText(t, row.counts)} />,
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
            {row.through && (
              <Quiet as="div">{t('rollouts.through', { service: row.through })}</Quiet>
            )}
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

/** How long a rollout took, or has taken until `now`, in seconds. */
export function durationOf(
  { startedAt, endedAt }: Pick<RolloutSummary, 'startedAt' | 'endedAt'>,
  now: number,
): number {
  const end = endedAt === undefined ? now : Date.parse(endedAt);
  return Math.max(0, Math.round((end - Date.parse(startedAt)) / 1000));
}
