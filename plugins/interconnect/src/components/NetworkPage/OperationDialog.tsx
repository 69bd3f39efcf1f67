import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { Alert, Text } from '@backstage/ui';
import { NetworkName, Plan } from '@interconnect/backstage-plugin-interconnect-common';
import { useNavigate } from 'react-router-dom';
import { interconnectApiRef } from '../../api';
import { usePolled } from '../../hooks/usePolled';
import { useTexts } from '../../hooks/useTexts';
import { rolloutRouteRef } from '../../routes';
import { ConfirmDialog } from '../common/ConfirmDialog';
import { ErrorPanel, Loading } from '../common/fallbacks';
import { ApprovalNotice, PlannedSteps } from '../common/PlanParts';

/** What can be done with a network as it is. */
export type Again = 'repair' | 'rotate';

/**
 * Shows what a repair does, or a rotation of the authority, starts it, and leads to its rollout.
 * `etag`: of what the person has seen.
 */
export function AgainDialog(props: {
  operation: Again;
  name: NetworkName;
  etag: string;
  onClose: () => void;
}) {
  const { operation } = props;
  const { project, network } = props.name;
  const t = useTexts();
  const api = useApi(interconnectApiRef);
  const navigate = useNavigate();
  const rolloutPage = useRouteRef(rolloutRouteRef);
  const calls = {
    repair: { plan: api.planRepair, start: api.repairNetwork },
    rotate: { plan: api.planRotation, start: api.rotateNetwork },
  }[operation];
  const plan = usePolled(
    signal => calls.plan.call(api, { project, network }, { signal }),
    undefined,
    [api, operation, project, network],
  );

  async function start() {
    const started = await calls.start.call(api, props.name, {
      ifMatch: props.etag,
      planDigest: plan.value?.digest,
    });
    props.onClose();
    const { rollout } = started.network;
    if (rollout) navigate(rolloutPage({ project, network, rollout: rollout.id }));
  }

  return (
    <ConfirmDialog
      title={t(`${operation}.title`, { network })}
      confirm={t(`${operation}.confirm`)}
      isDisabled={!plan.value}
      onConfirm={start}
      onClose={props.onClose}
    >
      {plan.loading && <Loading label={t('request.planning')} />}
      {plan.error && <ErrorPanel error={plan.error} onRetry={plan.refresh} />}
      {plan.value && <WhatIsDone operation={operation} plan={plan.value} />}
    </ConfirmDialog>
  );
}

function WhatIsDone({ operation, plan }: { operation: Again; plan: Plan }) {
  const t = useTexts();
  return (
    <>
      {plan.approval && <ApprovalNotice approval={plan.approval} />}
      {plan.warnings.map(warning => (
        <Alert key={warning} status="warning" icon title={warning} />
      ))}
      <Text as="p">{t(`${operation}.text`)}</Text>
      <PlannedSteps label={t(`${operation}.steps`)} steps={plan.steps} />
    </>
  );
}

/** Shows what goes before a network is deleted. `etag`: of what the person has seen. */
export function DeleteDialog(props: {
  name: NetworkName;
  etag: string;
  onClose: () => void;
  onDeleted: () => void;
}) {
  const { project, network } = props.name;
  const t = useTexts();
  const api = useApi(interconnectApiRef);
  const plan = usePolled(signal => api.planDeletion({ project, network }, { signal }), undefined, [
    api,
    project,
    network,
  ]);

  async function deleteNetwork() {
    await api.deleteNetwork(props.name, { ifMatch: props.etag, planDigest: plan.value?.digest });
    props.onClose();
    props.onDeleted();
  }

  return (
    <ConfirmDialog
      title={t('delete.title', { network })}
      confirm={t('delete.confirm')}
      destructive
      isDisabled={!plan.value}
      onConfirm={deleteNetwork}
      onClose={props.onClose}
    >
      {plan.loading && <Loading label={t('loading.plan')} />}
      {plan.error && <ErrorPanel error={plan.error} onRetry={plan.refresh} />}
      {plan.value && <WhatGoes plan={plan.value} />}
    </ConfirmDialog>
  );
}

function WhatGoes({ plan }: { plan: Plan }) {
  const t = useTexts();
  const warnings = plan.warnings.map(warning => (
    <Alert key={warning} status="warning" icon title={warning} />
  ));
  if (plan.steps.length === 0) {
    return (
      <>
        {warnings}
        <Text as="p">{t(plan.left ? 'delete.nothingReachable' : 'delete.nothing')}</Text>
      </>
    );
  }
  return (
    <>
      {warnings}
      <Text as="p">{t('delete.text')}</Text>
      <PlannedSteps label={t('delete.steps')} steps={plan.steps} />
    </>
  );
}
