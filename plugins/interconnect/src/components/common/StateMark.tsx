import { useRouteRef } from '@backstage/core-plugin-api';
import { Link } from '@backstage/ui';
import {
  isRolloutState,
  Network,
  NetworkPhase,
  rolloutStates,
  StateTone,
  stepStates,
} from '@interconnect/backstage-plugin-interconnect-common';
import {
  RemixiconComponentType,
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiErrorWarningFill,
  RiLoader4Line,
  RiMoreFill,
  RiPauseCircleFill,
  RiQuestionFill,
  RiSkipForwardFill,
} from '@remixicon/react';
import { useTexts } from '../../hooks/useTexts';
import { rolloutRouteRef } from '../../routes';
import styles from './StateMark.module.css';

/** Of states of networks, members, links and services, and of those that only the portal shows. */
const tones: Record<string, StateTone> = {
  ...tonesOf(stepStates),
  ...tonesOf(rolloutStates),
  Ready: 'good',
  Up: 'good',
  NotReady: 'bad',
  Down: 'bad',
  Degraded: 'warning',
  Empty: 'waiting',
  Progressing: 'busy',
  Deleting: 'busy',
  NotStarted: 'skipped',
};

function tonesOf(states: Record<string, { tone: StateTone }>): Record<string, StateTone> {
  return Object.fromEntries(Object.entries(states).map(([state, { tone }]) => [state, tone]));
}

const icons: Record<StateTone, RemixiconComponentType> = {
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
export function toneOf(state: string): StateTone {
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

/** The phase of a network as a badge: icon and text. */
export function PhaseBadge(props: { phase: NetworkPhase }) {
  const t = useTexts();
  return (
    <span className={`${styles.badge} ${styles[toneOf(props.phase)] ?? ''}`}>
      <StateMark state={props.phase} label={t(`phase.${props.phase}`)} />
    </span>
  );
}

/** Link to the open rollout of a network, when it waits for a person; else nothing. */
export function RolloutInNeed({ network }: { network: Network }) {
  const t = useTexts();
  const path = useRouteRef(rolloutRouteRef);
  const { project, name, rollout } = network;
  if (!rollout || !isRolloutState(rollout.state)) return null;
  if (!rolloutStates[rollout.state].needsPerson) return null;
  return (
    <Link href={path({ project, network: name, rollout: rollout.id })} variant="body-small">
      <StateMark state={rollout.state} label={t(`rollout.${rollout.state}`)} />
    </Link>
  );
}
