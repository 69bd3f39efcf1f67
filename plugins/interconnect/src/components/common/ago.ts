import { Texts } from '../../hooks/useTexts';

/** An observation older than this is shown as stale, in ms. */
export const staleAfterMs = 120_000;

/** "12 s ago", "3 min ago"; a time in the future (clocks differ) is "just now". */
export function ago(t: Texts, time: string, now: number): string {
  const seconds = Math.round((now - Date.parse(time)) / 1000);
  if (!(seconds >= 5)) return t('time.now');
  if (seconds < 60) return t('time.seconds', { number: `${seconds}` });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t('time.minutes', { number: `${minutes}` });
  const hours = Math.round(minutes / 60);
  if (hours < 48) return t('time.hours', { number: `${hours}` });
  return t('time.days', { count: Math.round(hours / 24) });
}
