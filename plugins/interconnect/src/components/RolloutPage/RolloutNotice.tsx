import { Alert } from '@backstage/ui';
import {
  isRolloutState,
  Rollout,
  RolloutState,
} from '@interconnect/backstage-plugin-interconnect-common';
import { useLocation } from 'react-router-dom';
import { Texts, useTexts } from '../../hooks/useTexts';
import { FailedSteps, failedSteps } from '../common/FailedSteps';
import { verdictOf } from './approval/verdict';
import { StepActions, StepCommands } from './steps/stepCells';

interface Notice {
  status: 'info' | 'warning' | 'danger';
  text: (t: Texts, failed: number) => string;
  /** Says which steps failed, and why. */
  namesFailed?: true;
}

/** What a state means for a person, where it needs saying. */
const notices: Record<RolloutState, Notice | undefined> = {
  AwaitingApproval: { status: 'info', text: t => t('notice.AwaitingApproval') },
  Running: undefined,
  Paused: { status: 'info', text: t => t('notice.Paused') },
  Blocked: {
    status: 'warning',
    text: (t, count) => t('notice.Blocked', { count }),
    namesFailed: true,
  },
  Succeeded: undefined,
  Failed: { status: 'danger', text: t => t('notice.Failed'), namesFailed: true },
  RollingBack: undefined,
  RolledBack: undefined,
  RollbackIncomplete: {
    status: 'danger',
    text: t => t('notice.RollbackIncomplete'),
    namesFailed: true,
  },
  Canceled: { status: 'info', text: t => t('notice.Canceled') },
};

/** What the state of a rollout means, which steps failed and why, and what can be done about them. */
export function RolloutNotice(props: { rollout: Rollout; commands?: StepCommands }) {
  const { rollout, commands } = props;
  const t = useTexts();
  const { pathname } = useLocation();
  const { state } = rollout;
  if (!isRolloutState(state)) {
    return <Alert status="warning" icon title={t('notice.unknown', { state })} />;
  }
  const notice = saidByApproval(rollout) ? undefined : notices[state];
  const message = isDecidedAgainst(rollout) ? undefined : rollout.message;
  if (!notice) return message === undefined ? null : <Alert status="info" icon title={message} />;
  const failed = failedSteps(rollout);
  const names = notice.namesFailed && failed.length > 0;
  return (
    <Alert
      role="status"
      status={notice.status}
      icon
      title={notice.text(t, failed.length)}
      {...((names || message !== undefined) && {
        description: (
          <>
            {message !== undefined && <div>{message}</div>}
            {names && (
              <FailedSteps
                steps={failed}
                path={pathname}
                actionsOf={step => commands && <StepActions step={step} commands={commands} />}
              />
            )}
          </>
        ),
      })}
    />
  );
}

/** What an approval has to do with a state, its own panel says. */
function saidByApproval(rollout: Rollout): boolean {
  const verdict = verdictOf(rollout);
  const isAbout = rollout.state === 'AwaitingApproval' || rollout.state === 'Canceled';
  return isAbout && verdict !== undefined && verdict !== 'approved';
}

/** Then the panel of the approval says why it ended as well. */
function isDecidedAgainst(rollout: Rollout): boolean {
  const verdict = verdictOf(rollout);
  return verdict === 'rejected' || verdict === 'expired';
}
