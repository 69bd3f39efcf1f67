import { useRouteRef } from '@backstage/core-plugin-api';
import { NetworkName, RolloutSummary } from '@interconnect/backstage-plugin-interconnect-common';
import { useRollouts } from '../../../hooks/useRollouts';
import { useTexts } from '../../../hooks/useTexts';
import { rolloutRouteRef } from '../../../routes';
import { DataTable } from '../../common/DataTable';
import { EmptyState } from '../../common/EmptyState';
import { ErrorPanel } from '../../common/ErrorPanel';
import { Loading } from '../../common/Loading';
import { OutdatedNotice } from '../../common/OutdatedNotice';
import { useRolloutColumns } from './rolloutColumns';

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
