import { Alert } from '@backstage/ui';
import { Plan } from '@interconnect/backstage-plugin-interconnect-common';
import { Fragment } from 'react';
import { useTexts } from '../../hooks/useTexts';
import styles from './ApprovalNotice.module.css';
import { EntityName } from './EntityName';

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
