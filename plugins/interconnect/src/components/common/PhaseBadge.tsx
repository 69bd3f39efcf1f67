import { NetworkPhase } from '@interconnect/backstage-plugin-interconnect-common';
import { useTexts } from '../../hooks/useTexts';
import { StateMark, toneOf } from './StateMark';
import styles from './PhaseBadge.module.css';

/** The phase of a network as a badge: icon and text. */
export function PhaseBadge(props: { phase: NetworkPhase }) {
  const t = useTexts();
  return (
    <span className={`${styles.badge} ${styles[toneOf(props.phase)] ?? ''}`}>
      <StateMark state={props.phase} label={t(`phase.${props.phase}`)} />
    </span>
  );
}
