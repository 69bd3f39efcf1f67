import { RiHistoryLine } from '@remixicon/react';
import { useNow } from '../../hooks/useNow';
import { useTexts } from '../../hooks/useTexts';
import { ago, staleAfterMs } from './ago';
import styles from './StateMark.module.css';

/** When a status was observed: "observed 12 s ago"; after two minutes it says that it may be out of date. */
export function ObservedAt(props: { time?: string; hideUnobserved?: boolean }) {
  const t = useTexts();
  const now = useNow();
  if (!props.time) {
    return props.hideUnobserved ? null : <span>{t('time.never')}</span>;
  }
  const stale = now - Date.parse(props.time) > staleAfterMs;
  const variables = { ago: ago(t, props.time, now) };
  return (
    <span className={stale ? `${styles.mark} ${styles.warning}` : undefined}>
      {stale && <RiHistoryLine size={16} aria-hidden />}
      <time dateTime={props.time} title={props.time}>
        {stale ? t('time.stale', variables) : t('time.observed', variables)}
      </time>
    </span>
  );
}
