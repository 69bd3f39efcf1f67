import { Alert } from '@backstage/ui';
import {
  isRolloutState,
  Rollout,
  RolloutState,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ComponentProps } from 'react';
import { useTexts } from '../../hooks/useTexts';
import { verdictOf } from './approval/verdict';

type Status = NonNullable<ComponentProps<typeof Alert>['status']>;

/** What a state means for a person, where it needs saying. */
const notices = {
  AwaitingApproval: { status: 'info', text: 'notice.AwaitingApproval' },
  Running: undefined,
  Paused: { status: 'info', text: 'notice.Paused' },
  Blocked: { status: 'warning', text: 'notice.Blocked' },
  Succeeded: undefined,
  Failed: { status: 'danger', text: 'notice.Failed' },
  RollingBack: undefined,
  RolledBack: undefined,
  RollbackIncomplete: { status: 'danger', text: 'notice.RollbackIncomplete' },
  Canceled: { status: 'info', text: 'notice.Canceled' },
} as const satisfies Record<RolloutState, { status: Status; text: `notice.${RolloutState}` } | undefined>;

/** What the state of a rollout means, and why it ended as it did where its steps do not say it. */
export function RolloutNotice({ rollout }: { rollout: Rollout }) {
  const t = useTexts();
  const { state, message } = rollout;
  if (!isRolloutState(state)) {
    return <Alert status="warning" icon title={t('notice.unknown', { state })} />;
  }
  const verdict = verdictOf(rollout);
  // What an approval has to do with it, its own panel says.
  if (verdict === 'waiting' || verdict === 'rejected' || verdict === 'expired') return null;
  const notice = verdict === 'withdrawn' ? undefined : notices[state];
  if (!notice) return message ? <Alert status="info" icon title={message} /> : null;
  const count = rollout.steps.filter(step => step.state === 'Failed').length;
  return (
    <Alert
      status={notice.status}
      icon
      title={notice.text === 'notice.Blocked' ? t(notice.text, { count }) : t(notice.text)}
      {...(message && { description: message })}
    />
  );
}
