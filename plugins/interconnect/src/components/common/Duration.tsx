import { Texts, useTexts } from '../../hooks/useTexts';

/** "40 s", "3 min 20 s", "2 h 5 min". */
export function durationText(t: Texts, seconds: number): string {
  if (seconds < 60) return t('duration.seconds', { seconds: `${seconds}` });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return t('duration.minutes', { minutes: `${minutes}`, seconds: `${seconds % 60}` });
  }
  return t('duration.hours', { hours: `${Math.floor(minutes / 60)}`, minutes: `${minutes % 60}` });
}

/** A duration as people say it. */
export function Duration(props: { seconds: number }) {
  const t = useTexts();
  return <span>{durationText(t, props.seconds)}</span>;
}
