import { useApi } from '@backstage/core-plugin-api';
import { Text } from '@backstage/ui';
import { NetworkName, RollbackPlan } from '@interconnect/backstage-plugin-interconnect-common';
import { interconnectApiRef } from '../../../api';
import { usePolled } from '../../../hooks/usePolled';
import { useTexts } from '../../../hooks/useTexts';
import { ErrorPanel, Loading } from '../../common/fallbacks';
import { LeftNotice } from '../../common/PlanParts';
import { ScrollArea } from '../../common/ScrollArea';
import { ReasonDialog } from './ReasonDialog';
import styles from './RollbackDialog.module.css';

/** Shows the plan of a rollback before it is asked for. */
export function RollbackDialog(props: {
  name: NetworkName;
  rollout: string;
  onConfirm: (details: { reason?: string }) => Promise<void>;
  onClose: () => void;
}) {
  const { rollout } = props;
  const { project, network } = props.name;
  const t = useTexts();
  const api = useApi(interconnectApiRef);
  const plan = usePolled(
    signal => api.planRollback({ project, network }, rollout, { signal }),
    5_000,
    [api, project, network, rollout],
  );
  return (
    <ReasonDialog
      title={t('command.rollbackTitle')}
      confirm={t('command.rollback')}
      destructive
      onConfirm={props.onConfirm}
      onClose={props.onClose}
    >
      {plan.loading && <Loading label={t('loading.plan')} />}
      {plan.error && <ErrorPanel error={plan.error} onRetry={plan.refresh} />}
      {plan.value && <WhatIsUndone plan={plan.value} />}
    </ReasonDialog>
  );
}

function WhatIsUndone({ plan: { steps, left } }: { plan: RollbackPlan }) {
  const t = useTexts();
  if (steps.length === 0 && !left) {
    return <Text as="p">{t('command.rollbackNothing')}</Text>;
  }
  return (
    <>
      <LeftNotice left={left} />
      <Text as="p">{t('command.rollbackText')}</Text>
      <ScrollArea label={t('command.undone')} className={styles.scroll}>
        <ol className={styles.steps}>
          {steps.map(({ id, summary }) => (
            <li key={id}>{summary}</li>
          ))}
        </ol>
      </ScrollArea>
    </>
  );
}
