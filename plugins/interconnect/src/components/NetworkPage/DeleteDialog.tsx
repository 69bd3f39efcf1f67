import { useApi } from '@backstage/core-plugin-api';
import { Alert, Text } from '@backstage/ui';
import { NetworkName, Plan } from '@interconnect/backstage-plugin-interconnect-common';
import { interconnectApiRef } from '../../api';
import { usePolled } from '../../hooks/usePolled';
import { useTexts } from '../../hooks/useTexts';
import { ConfirmDialog } from '../common/ConfirmDialog';
import { ErrorPanel, Loading } from '../common/fallbacks';
import { PlannedSteps } from '../common/PlanParts';

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
