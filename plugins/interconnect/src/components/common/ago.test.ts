import { ConfigReader } from '@backstage/config';
import { readStaleAfterMs } from '../../hooks/useIsStale';
import { Texts } from '../../hooks/useTexts';
import { ago, isStale, since, until } from './ago';
import { clockTime } from './clockTime';

/** Shows the key and the variables. */
const t = ((key: string, variables: Record<string, unknown> = {}) =>
  [key, ...Object.values(variables)].join(' ')) as unknown as Texts;
const now = Date.parse('2026-01-02T12:00:00Z');
const before = (seconds: number) => new Date(now - seconds * 1000).toISOString();

it.each([
  [0, 'time.now'],
  [-30, 'time.now'],
  [5, 'time.ago span.seconds 5'],
  [59, 'time.ago span.seconds 59'],
  [60, 'time.ago span.minutes 1'],
  [3599, 'time.ago span.hours 1'],
  [7 * 3600, 'time.ago span.hours 7'],
  [47.4 * 3600, 'time.ago span.hours 47'],
  [72 * 3600, 'time.ago span.days 3'],
])('says %d s ago', (seconds, text) => {
  expect(ago(t, before(seconds), now)).toBe(text);
});

it('says since when something is so', () => {
  const time = clockTime(before(420), now);
  expect(since(t, before(420), now)).toBe(`time.since ${time} time.ago span.minutes 7`);
});

it('says how long something is left', () => {
  expect(until(t, before(-7200), now)).toBe('time.in span.hours 2');
  expect(until(t, before(0), now)).toBe('time.over');
});

it('takes an observation for stale after two minutes', () => {
  const staleAfterMs = readStaleAfterMs(new ConfigReader({}));
  expect(isStale(before(119), now, staleAfterMs)).toBe(false);
  expect(isStale(before(121), now, staleAfterMs)).toBe(true);
});

it('tells the time of today to the second, of other days with the date', () => {
  const noon = new Date(2026, 0, 2, 12).getTime();
  expect(clockTime(new Date(2026, 0, 2, 9, 5, 7).toISOString(), noon)).toBe('09:05:07');
  expect(clockTime(new Date(2026, 0, 2, 0, 5, 7).toISOString(), noon)).toBe('00:05:07');
  expect(clockTime(new Date(2026, 0, 1, 9, 5, 7).toISOString(), noon)).toBe('Jan 1, 09:05');
});
