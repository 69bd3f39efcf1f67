import { useTexts } from '../../../hooks/useTexts';
import { StateMark } from '../../common/StateMark';
import styles from './Topology.module.css';
import { LinkState } from './topologyOf';

const states = ['Up', 'Down', 'Unknown'] as const;

/** What the lines mean, and how many there are of each. */
export function Legend(props: { counts: Record<LinkState, number> }) {
  const t = useTexts();
  return (
    <ul className={styles.legend} aria-label={t('topology.legend')}>
      {states.map(state => (
        <li key={state}>
          <svg width={32} height={8} aria-hidden>
            <path d="M 0 4 H 32" className={`${styles.link} ${styles[`link-${state}`]}`} />
          </svg>
          <StateMark
            state={state}
            label={t('topology.count', {
              link: t(`topology.link.${state}`),
              number: `${props.counts[state]}`,
            })}
          />
        </li>
      ))}
    </ul>
  );
}
