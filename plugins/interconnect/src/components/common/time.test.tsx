import { ConfigReader } from '@backstage/config';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { before } from '../../../dev/answers';
import { isStale, readStaleAfterMs } from '../../hooks/clock';
import { stopClock } from '../../__testUtils__/stopClock';
import { Texts } from '../../hooks/useTexts';
import { ago, clockTime, ObservedAt, since, until } from './time';

/** Shows the key and the variables. */
const t = ((key: string, variables: Record<string, unknown> = {}) =>
  [key, ...Object.values(variables)].join(' ')) as unknown as Texts;
const then = Date.parse('2026-01-02T12:00:00Z');
const secondsBefore = (seconds: number) => new Date(then - seconds * 1000).toISOString();

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
  expect(ago(t, secondsBefore(seconds), then)).toBe(text);
});

it('says since when something is so', () => {
  const time = clockTime(secondsBefore(420), then);
  expect(since(t, secondsBefore(420), then)).toBe(`time.since ${time} time.ago span.minutes 7`);
});

it('says how long something is left', () => {
  expect(until(t, secondsBefore(-7200), then)).toBe('time.in span.hours 2');
  expect(until(t, secondsBefore(0), then)).toBe('time.over');
});

it('takes an observation for stale after two minutes', () => {
  const staleAfterMs = readStaleAfterMs(new ConfigReader({}));
  expect(isStale(secondsBefore(119), then, staleAfterMs)).toBe(false);
  expect(isStale(secondsBefore(121), then, staleAfterMs)).toBe(true);
});

it('tells the time of today to the second, of other days with the date', () => {
  const noon = new Date(2026, 0, 2, 12).getTime();
  expect(clockTime(new Date(2026, 0, 2, 9, 5, 7).toISOString(), noon)).toBe('09:05:07');
  expect(clockTime(new Date(2026, 0, 2, 0, 5, 7).toISOString(), noon)).toBe('00:05:07');
  expect(clockTime(new Date(2026, 0, 1, 9, 5, 7).toISOString(), noon)).toBe('Jan 1, 09:05');
});

describe('ObservedAt', () => {
  const now = new Date();
  stopClock(now);

  it('says when, with the exact time as title', async () => {
    const time = before(now, 30);
    renderInTestApp(<ObservedAt time={time} />);
    expect(await screen.findByText('checked 30 s ago')).toHaveAttribute('title', time);
  });

  it('says after two minutes that it may be out of date', async () => {
    renderInTestApp(<ObservedAt time={before(now, 125)} />);
    expect(await screen.findByText('checked 2 min ago, may be out of date')).toBeInTheDocument();
  });

  it.each([
    [19, 'checked 19 min ago'],
    [21, 'checked 21 min ago, may be out of date'],
  ])('waits for four readings where they are 5 minutes apart: %s min', async (minutes, said) => {
    renderInTestApp(<ObservedAt time={before(now, minutes * 60)} />, {
      config: { interconnect: { observe: { interval: { minutes: 5 } } } },
    });
    expect(await screen.findByText(said)).toBeInTheDocument();
  });

  it('says that nothing was observed', async () => {
    renderInTestApp(<ObservedAt />);
    expect(await screen.findByText('not checked yet')).toBeInTheDocument();
  });
});
