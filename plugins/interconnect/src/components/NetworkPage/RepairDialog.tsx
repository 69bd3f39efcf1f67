import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { Alert, Text } from '@backstage/ui';
import { NetworkName, Plan } from '@interconnect/backstage-plugin-interconnect-common';
import { useNavigate } from 'react-router-dom';
import { interconnectApiRef } from '../../api';
import { usePolled } from '../../hooks/usePolled';
import { useTexts } from '../../hooks/useTexts';
import { rolloutRouteRef } from '../../routes';
import { ApprovalNotice } from '../common/ApprovalNotice';
import { ConfirmDialog } from '../common/ConfirmDialog';
import { ErrorPanel } from '../common/ErrorPanel';
import { Loading } from '../common/Loading';
import { PlannedSteps } from '../common/PlannedSteps';

/** Shows what a repair does, starts it, and leads to its rollout. `etag`: of what the person has seen. */
export function RepairDialog(props: { name: NetworkName; etag: string; onClose: () => void }) {
  const { project, network } = props.name;
  const t = useTexts();
  const api = useApi(interconnectApiRef);
  const navigate = useNavigate();
  const rolloutPage = useRouteRef(rolloutRouteRef);
  const plan = usePolled(signal => api.planRepair({ project, network }, { signal }), undefined, [
    api,
    project,
    network,
  ]);

  async function repair() {
    const repaired = await api.repairNetwork(props.name, {
      ifMatch: props.etag,
      planDigest: plan.value?.digest,
    });
    props.onClose();
    const { rollout } = repaired.network;
    if (rollout) navigate(rolloutPage({ project, network, rollout: rollout.id }));
  }

  return (
    <ConfirmDialog
      title={t('repair.title', { network })}
      confirm={t('repair.confirm')}
      isDisabled={!plan.value}
      onConfirm={repair}
      onClose={props.onClose}
    >
      {plan.loading && <Loading label={t('request.planning')} />}
      {plan.error && <ErrorPanel error={plan.error} onRetry={plan.refresh} />}
      {plan.value && <WhatIsDone plan={plan.value} />}
    </ConfirmDialog>
  );
}

function WhatIsDone({ plan }: { plan: Plan }) {
  const t = useTexts();
  return (
    <>
      {plan.approval && <ApprovalNotice approval={plan.approval} />}
      {plan.warnings.map(warning => (
        <Alert key={warning} status="warning" icon title={warning} />
      ))}
      <Text as="p">{t('repair.text')}</Text>
      <PlannedSteps label={t('repair.steps')} steps={plan.steps} />
    </>
  );
}
