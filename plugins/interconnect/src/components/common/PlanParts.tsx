import { Alert } from '@backstage/ui';
import { LeftBehind, Plan, PlanStep } from '@interconnect/backstage-plugin-interconnect-common';
import { Fragment } from 'react';
import { useTexts } from '../../hooks/useTexts';
import { EntityName } from './cells';
import styles from './PlanParts.module.css';
import { ScrollArea } from './ScrollArea';

/** Says before a request is submitted that it will wait for an approval: whose, and why. */
export function ApprovalNotice({ approval }: { approval: NonNullable<Plan['approval']> }) {
  const t = useTexts();
  const [before, after = ''] = t('approval.plan', { approvers: '\n' }).split('\n');
  return (
    <Alert
      status="info"
      icon
      title={
        <>
          {before}
          {approval.approvers.map((approver, index) => (
            <Fragment key={approver}>
              {index > 0 && ', '}
              <EntityName entityRef={approver} />
            </Fragment>
          ))}
          {after}
        </>
      }
      description={
        <>
          <ul className={styles.reasons}>
            {approval.reasons.map(reason => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
          {t('approval.planText')}
        </>
      }
    />
  );
}

/**
 * What will be done, one line a step, in a dialog that asks for it. `label`: what the list is, for
 * screen readers.
 */
export function PlannedSteps(props: { label: string; steps: Pick<PlanStep, 'id' | 'summary'>[] }) {
  return (
    <ScrollArea label={props.label} className={styles.scroll}>
      <ol className={styles.steps}>
        {props.steps.map(({ id, summary }) => (
          <li key={id}>{summary}</li>
        ))}
      </ol>
    </ScrollArea>
  );
}

/** What stays on clusters that are not configured any more. */
export function LeftNotice({ left = [] }: { left?: LeftBehind[] }) {
  const t = useTexts();
  return left.map(({ cluster, objects }) => (
    <Alert
      key={cluster}
      status="warning"
      icon
      title={t('left.title', { cluster })}
      description={t('left.text', { objects: objects.join(', ') })}
    />
  ));
}
