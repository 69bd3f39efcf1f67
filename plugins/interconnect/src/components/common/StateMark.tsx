import {
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiErrorWarningFill,
  RiLoader4Line,
  RiMoreFill,
  RiPauseCircleFill,
  RiQuestionFill,
  RiSkipForwardFill,
  RemixiconComponentType,
} from '@remixicon/react';
import styles from './StateMark.module.css';

/** How a state is meant, whatever it is called. */
export type Tone =
  'good' | 'bad' | 'warning' | 'busy' | 'waiting' | 'paused' | 'skipped' | 'unknown';

const tones: Record<string, Tone> = {
  Ready: 'good',
  Up: 'good',
  Succeeded: 'good',
  NotReady: 'bad',
  Down: 'bad',
  Failed: 'bad',
  UndoFailed: 'bad',
  RollbackIncomplete: 'bad',
  Degraded: 'warning',
  Blocked: 'warning',
  AwaitingApproval: 'waiting',
  Pending: 'waiting',
  Empty: 'waiting',
  Progressing: 'busy',
  Running: 'busy',
  Deleting: 'busy',
  RollingBack: 'busy',
  Paused: 'paused',
  Skipped: 'skipped',
  NotStarted: 'skipped',
  Undone: 'skipped',
  RolledBack: 'skipped',
  Canceled: 'skipped',
};

const icons: Record<Tone, RemixiconComponentType> = {
  good: RiCheckboxCircleFill,
  bad: RiCloseCircleFill,
  warning: RiErrorWarningFill,
  busy: RiLoader4Line,
  waiting: RiMoreFill,
  paused: RiPauseCircleFill,
  skipped: RiSkipForwardFill,
  unknown: RiQuestionFill,
};

/** The tone of any state of the API; `unknown` for those that this version does not know. */
export function toneOf(state: string): Tone {
  return tones[state] ?? 'unknown';
}

/** The icon of any state of the API. */
export function iconOf(state: string): RemixiconComponentType {
  return icons[toneOf(state)];
}

/** A state as icon and text: never by colour alone. */
export function StateMark(props: { state: string; label: string }) {
  const tone = toneOf(props.state);
  const Icon = iconOf(props.state);
  return (
    <span className={`${styles.mark} ${styles[tone]}`}>
      <Icon size={16} aria-hidden />
      <span>{props.label}</span>
    </span>
  );
}
