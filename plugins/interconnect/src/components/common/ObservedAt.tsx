import { RiHistoryLine } from '@remixicon/react';
import { useIsStale } from '../../hooks/useIsStale';
import { useNow } from '../../hooks/useNow';
import { useTexts } from '../../hooks/useTexts';
import { ago } from './ago';
import styles from './StateMark.module.css';

/**
 * When a status was observed: "observed 12 s ago"; when that is long ago it says that it may be out of date.
 *
 * @param props - `inColumn`: what stands above says "observed" already
 */
export function ObservedAt(props: { time?: string; inColumn?: boolean }) {
  const t = useTexts();
  const now = useNow();
  const isStale = useIsStale();
  if (!props.time) return <span>{t('time.never')}</span>;
  const stale = isStale(props.time);
  const variables = { ago: ago(t, props.time, now) };
  const fresh = props.inColumn ? variables.ago : t('time.observed', variables);
  const old = t(props.inColumn ? 'time.staleShort' : 'time.stale', variables);
  return (
    <span className={stale ? `${styles.mark} ${styles.warning}` : undefined}>
      {stale && <RiHistoryLine size={16} aria-hidden />}
      <time dateTime={props.time} title={props.time}>
        {stale ? old : fresh}
      </time>
    </span>
  );
}
