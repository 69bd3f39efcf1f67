import { ConfigReader } from '@backstage/config';
import { readObserveOptions } from './readObserveOptions';

const read = (interval?: string | Record<string, number>) =>
  readObserveOptions(
    new ConfigReader(interval === undefined ? {} : { interconnect: { observe: { interval } } }),
  );

describe('readObserveOptions', () => {
  it('takes what is configured, 30 s by default', () => {
    expect(read()).toEqual({ intervalSeconds: 30 });
    expect(read({ minutes: 2 })).toEqual({ intervalSeconds: 120 });
    expect(read('5s')).toEqual({ intervalSeconds: 5 });
  });

  it('says what is wrong, and what would be accepted', () => {
    expect(() => read({ milliseconds: 1500 })).toThrow(
      'interconnect.observe.interval: 1.5 s; whole seconds from 1 are accepted, for example { seconds: 30 }',
    );
    expect(() => read({ seconds: 0 })).toThrow(/0 s; whole seconds from 1/);
    expect(() => read('often')).toThrow(/observe\.interval/);
  });
});
