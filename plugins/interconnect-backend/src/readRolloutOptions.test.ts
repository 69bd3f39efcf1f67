import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readRolloutOptions } from './readRolloutOptions';

const read = (rollout?: JsonObject) =>
  readRolloutOptions(new ConfigReader(rollout ? { interconnect: { rollout } } : {}));

describe('readRolloutOptions', () => {
  it('has defaults', () => {
    expect(read()).toEqual({ window: 20, stepDeadlineSeconds: 900, blockedSeconds: 3600 });
  });

  it('takes durations as objects and as texts', () => {
    expect(read({ window: 5, stepDeadline: { minutes: 2 }, blockedFor: '0s' })).toEqual({
      window: 5,
      stepDeadlineSeconds: 120,
      blockedSeconds: 0,
    });
  });

  it.each([
    [{ window: 0 }, /rollout\.window: 0/],
    [{ window: 1.5 }, /rollout\.window: 1\.5/],
    [{ stepDeadline: { seconds: 0 } }, /stepDeadline/],
    [{ blockedFor: 'later' }, /blockedFor/],
  ])('refuses %j', (rollout, message) => {
    expect(() => read(rollout)).toThrow(message);
  });
});
