import { HistoryLimit } from './HistoryLimit';

const info = (historyLength: number, more = {}) => ({
  historyLength,
  historySize: historyLength * 100,
  continueAsNewSuggested: false,
  ...more,
});
const suggested = { continueAsNewSuggested: true };

describe('HistoryLimit', () => {
  it('is reached when Temporal says so', () => {
    const limit = new HistoryLimit();
    expect(limit.reached(info(4000))).toBe(false);
    expect(limit.reached(info(4100, suggested))).toBe(true);
  });

  it('is reached after the events that were asked for, but never before anything was done', () => {
    expect(new HistoryLimit(100).reached(info(99))).toBe(false);
    expect(new HistoryLimit(100).reached(info(100))).toBe(true);
    expect(new HistoryLimit(1).reached(info(3))).toBe(false);
    expect(new HistoryLimit(1).reached(info(20))).toBe(true);
  });

  it('goes on for a while when it was postponed', () => {
    const limit = new HistoryLimit();
    limit.postpone(info(4100));
    expect(limit.reached(info(6000, suggested))).toBe(false);
    expect(limit.reached(info(6148, suggested))).toBe(true);
  });

  it('cannot be postponed, nor be avoided, close to what Temporal allows', () => {
    const limit = new HistoryLimit();
    limit.postpone(info(20_479));
    expect(limit.isStrict(info(20_479))).toBe(false);
    expect(limit.reached(info(20_480))).toBe(true);
    expect(limit.isStrict(info(20_480))).toBe(true);
    expect(limit.reached(info(5000, { historySize: 20 * 1024 * 1024 }), true)).toBe(true);
  });

  it('lets a reluctant run go on', () => {
    expect(new HistoryLimit().reached(info(5000, suggested), true)).toBe(false);
    expect(new HistoryLimit(20).reached(info(5000), true)).toBe(false);
  });

  it('is never reached when there can be no next run', () => {
    const limit = new HistoryLimit(20);
    limit.forgo();
    expect(limit.reached(info(30_000, suggested))).toBe(false);
  });
});
