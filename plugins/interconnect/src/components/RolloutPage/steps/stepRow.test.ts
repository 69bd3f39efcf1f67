import { rolloutWith } from '../__testUtils__/rollouts';
import { pauseAfter } from '../../../hooks/queries';
import { reuseRows, secondsOf, stepRows, stepUrl } from './stepRow';

const link = 'linkSpoke@cluster-3';
const rollout = rolloutWith('Running', { [link]: 'Running' }, 'Pending');

describe('secondsOf', () => {
  const startedAt = '2026-11-22T10:00:00.000Z';
  const now = Date.parse('2026-11-22T10:00:30.000Z');

  it('counts to the end, or to now while it runs', () => {
    const endedAt = '2026-11-22T10:00:12.400Z';
    expect(secondsOf({ startedAt, endedAt, state: 'Succeeded' }, now)).toBe(12);
    expect(secondsOf({ startedAt, state: 'Running' }, now)).toBe(30);
    expect(secondsOf({ startedAt, state: 'Running' }, now - 60_000)).toBe(0); // clocks differ
    expect(secondsOf({ state: 'Pending' }, now)).toBeUndefined();
  });
});

describe('reuseRows', () => {
  it('keeps rows that say the same', () => {
    const before = stepRows(rollout);
    const copy = structuredClone(rollout);
    expect(reuseRows(before, stepRows(copy)).every((row, i) => row === before[i])).toBe(true);
    const changed = copy.steps.findIndex(({ id }) => id === link);
    copy.steps[changed].state = 'Succeeded';
    const after = reuseRows(before, stepRows(copy));
    expect(after[changed].step.state).toBe('Succeeded');
    expect(after.filter((row, i) => row !== before[i]).map(({ id }) => id)).toEqual([
      link,
      'publishServices@cluster-3', // waits for less, as the next one
      'deployApplication:my-frontend@cluster-3',
    ]);
  });
});

describe('stepUrl', () => {
  it('leads to the run that scheduled the step', () => {
    const event = { runId: 'run-1', eventId: 17 };
    expect(stepUrl(rollout, { event })).toBe(
      'http://localhost:8233/namespaces/default/workflows/interconnect.edge-shop.shop/run-1/history/events/17',
    );
    expect(stepUrl(rollout, {})).toBeUndefined();
    const elsewhere = { workflow: { ...rollout.workflow, url: 'http://localhost:8233/' } };
    expect(stepUrl(elsewhere, { event })).toBeUndefined();
  });
});

describe('pauseAfter', () => {
  it('asks every 2 s, less often for large rollouts, never again after the end', () => {
    expect(pauseAfter(rollout)).toBe(2_000);
    expect(pauseAfter(rolloutWith('Running', {}, 'Pending', 1_000))).toBe(5_000);
    expect(pauseAfter(undefined)).toBe(5_000);
    expect(pauseAfter(rolloutWith('Canceled'))).toBeUndefined();
  });
});
