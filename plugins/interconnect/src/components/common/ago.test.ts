import { Texts } from '../../hooks/useTexts';
import { ago, lasting } from './ago';

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

it('says how long something lasts', () => {
  expect(lasting(t, before(420), now)).toBe('time.for span.minutes 7');
  expect(lasting(t, before(0), now)).toBe('time.for span.seconds 0');
});
