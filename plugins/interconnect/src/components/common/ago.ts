import { Texts } from '../../hooks/useTexts';
import { clockTime } from './clockTime';

/** Whether an observation is older than `staleAfterMs`, so that it may be out of date. */
export function isStale(observedAt: string, now: number, staleAfterMs: number): boolean {
  return now - Date.parse(observedAt) > staleAfterMs;
}

/** "12 s", "3 min", "5 h", "2 days". */
function span(t: Texts, seconds: number): string {
  if (seconds < 60) return t('span.seconds', { number: `${seconds}` });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t('span.minutes', { number: `${minutes}` });
  const hours = Math.round(minutes / 60);
  if (hours < 48) return t('span.hours', { number: `${hours}` });
  return t('span.days', { count: Math.round(hours / 24) });
}

function secondsUntil(now: number, time: string): number {
  return Math.max(0, Math.round((now - Date.parse(time)) / 1000));
}

/** "12 s ago", "3 min ago"; less than 5 s, and a time in the future (clocks differ), is "just now". */
export function ago(t: Texts, time: string, now: number): string {
  const seconds = secondsUntil(now, time);
  return seconds < 5 ? t('time.now') : t('time.ago', { span: span(t, seconds) });
}

/** "in 3 h"; "now" when it is over. */
export function until(t: Texts, time: string, now: number): string {
  const seconds = Math.round((Date.parse(time) - now) / 1000);
  return seconds < 1 ? t('time.over') : t('time.in', { span: span(t, seconds) });
}

/** Since when something has been so: "since 14:02:11, 3 min ago". */
export function since(t: Texts, time: string, now: number): string {
  return t('time.since', { time: clockTime(time, now), ago: ago(t, time, now) });
}
