import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readRateLimits } from './readRateLimits';

const read = (rateLimits?: JsonObject) =>
  readRateLimits(new ConfigReader(rateLimits ? { interconnect: { rateLimits } } : {}));

describe('readRateLimits', () => {
  it('has defaults', () => {
    const defaults = { changesPerCaller: 600, changesPerProject: 1200, readsPerCaller: 3000 };
    expect(read()).toEqual(defaults);
    expect(read({ changesPerCaller: 5 })).toEqual({ ...defaults, changesPerCaller: 5 });
  });

  it.each([
    [{ changesPerCaller: 0 }, /rateLimits\.changesPerCaller: 0 is not a whole number from 1/],
    [{ changesPerProject: 1.5 }, /rateLimits\.changesPerProject: 1\.5/],
    [{ readsPerCaller: 'many' }, /readsPerCaller/],
  ])('refuses %j', (limits, message) => {
    expect(() => read(limits)).toThrow(message);
  });
});
