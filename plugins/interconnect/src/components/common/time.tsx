import { RiHistoryLine } from '@remixicon/react';
import { useIsStale, useNow } from '../../hooks/clock';
import { Texts, useTexts } from '../../hooks/useTexts';
import styles from './StateMark.module.css';

const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
const clock: Intl.DateTimeFormatOptions = {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
};

/**
 * A time on the clock of whoever looks, to the second: "14:02:11"; on another day than `now` with
 * the date, to the minute: "Nov 21, 14:02".
 */
export function clockTime(time: string, now: number): string {
  const date = new Date(time);
  const today = date.toDateString() === new Date(now).toDateString();
  return date.toLocaleString(
    undefined,
    today ? { ...clock, second: '2-digit' } : { ...day, ...clock },
  );
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

/**
 * "12 s ago", "3 min ago"; less than 5 s, and a time in the future (clocks differ), is "just now".
 */
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

/** A time as people say it, with the exact one as title. */
export function TimeAgo(props: { time: string }) {
  const t = useTexts();
  const now = useNow();
  return (
    <time dateTime={props.time} title={props.time}>
      {ago(t, props.time, now)}
    </time>
  );
}

/** When something ends, and how long that is from now: "Nov 24, 14:02, in 2 days". */
export function TimeLeft(props: { time: string }) {
  const t = useTexts();
  const now = useNow();
  return (
    <time dateTime={props.time} title={props.time}>
      {t('time.at', { time: clockTime(props.time, now), span: until(t, props.time, now) })}
    </time>
  );
}

/** "40 s", "3 min 20 s", "2 h 5 min". */
function durationText(t: Texts, seconds: number): string {
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

/**
 * When a status was observed: "observed 12 s ago"; when that is long ago it says that it may be out
 * of date.
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
