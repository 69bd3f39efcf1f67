import { useRouteRef } from '@backstage/core-plugin-api';
import { Link } from '@backstage/ui';
import {
  isRolloutState,
  Network,
  NetworkStatus,
  networkPhases,
  rolloutStates,
  StateTone,
  stepStates,
} from '@interconnect/backstage-plugin-interconnect-common';
import {
  RemixiconComponentType,
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiErrorWarningFill,
  RiHistoryLine,
  RiLoader4Line,
  RiMoreFill,
  RiPauseCircleFill,
  RiQuestionFill,
  RiSkipForwardFill,
} from '@remixicon/react';
import { useIsStale } from '../../hooks/clock';
import { useTexts } from '../../hooks/useTexts';
import { rolloutRouteRef } from '../../routes';
import styles from './StateMark.module.css';

/** Of states of networks, members, links and services, and of those that only the portal shows. */
const tones: Record<string, StateTone> = {
  ...tonesOf(stepStates),
  ...tonesOf(rolloutStates),
  ...tonesOf(networkPhases),
  Up: 'good',
  NotReady: 'bad',
  Down: 'bad',
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

/** A state as icon and text: never by colour alone. `stale`: it was seen long ago. */
export function StateMark(props: { state: string; label: string; stale?: boolean }) {
  const tone = props.stale ? 'stale' : toneOf(props.state);
  const Icon = props.stale ? RiHistoryLine : iconOf(props.state);
  return (
    <span className={`${styles.mark} ${styles[tone]}`}>
      <Icon size={16} aria-hidden />
      <span>{props.label}</span>
    </span>
  );
}

/** A state that was observed: what was seen long ago does not look as if it were so now. */
export function ObservedMark(props: { state: string; label: string; observedAt?: string }) {
  const { observedAt, ...mark } = props;
  const isStale = useIsStale();
  return <StateMark {...mark} stale={observedAt !== undefined && isStale(observedAt)} />;
}

/** The phase of a network as a badge: icon and text. */
export function PhaseBadge({ status }: { status: Pick<NetworkStatus, 'phase' | 'observedAt'> }) {
  const t = useTexts();
  const isStale = useIsStale();
  const { phase, observedAt } = status;
  const tone = toneOf(phase);
  const stale = tone === 'good' && observedAt !== undefined && isStale(observedAt);
  return (
    <span className={`${styles.badge} ${styles[stale ? 'stale' : tone] ?? ''}`}>
      <StateMark state={phase} label={t(`phase.${phase}`)} stale={stale} />
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
