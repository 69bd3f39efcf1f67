import { Rollout, RolloutApproval } from '@interconnect/backstage-plugin-interconnect-common';
import { ReactNode } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { EntityName } from '../../common/cells';
import { TimeAgo, TimeLeft } from '../../common/time';
import styles from './ApprovalPanel.module.css';

/**
 * Why an approval is needed, who decides until when, who asked; once decided: by whom, when and
 * why.
 */
export function ApprovalFacts(props: { rollout: Rollout; approval: RolloutApproval }) {
  const t = useTexts();
  const { requestedBy, onBehalfOf, startedAt, state } = props.rollout;
  const { reasons, approvers, expiresAt, decision } = props.approval;
  return (
    <dl className={styles.facts}>
      {decision && (
        <Fact term={t('approval.decided')}>
          {decision.by && (
            <>
              <EntityName entityRef={decision.by} />,{' '}
            </>
          )}
          <TimeAgo time={decision.time} />
        </Fact>
      )}
      {decision?.reason && <Fact term={t('approval.decisionReason')}>{decision.reason}</Fact>}
      <Fact term={t('approval.why')}>
        <ul className={styles.reasons}>
          {reasons.map(reason => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </Fact>
      <Fact term={t('approval.who')}>
        <ul className={styles.names}>
          {approvers.map(approver => (
            <li key={approver}>
              <EntityName entityRef={approver} />
            </li>
          ))}
        </ul>
      </Fact>
      {state === 'AwaitingApproval' && (
        <Fact term={t('approval.until')}>
          <TimeLeft time={expiresAt} />
        </Fact>
      )}
      <Fact term={t('approval.asked')}>
        <EntityName entityRef={requestedBy} />, <TimeAgo time={startedAt} />
      </Fact>
      {onBehalfOf && (
        <Fact term={t('approval.onBehalfOf')}>
          <EntityName entityRef={onBehalfOf} />
        </Fact>
      )}
    </dl>
  );
}

function Fact(props: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
