import { ConfigReader } from '@backstage/config';
import { readPodSecurity } from './podSecurity';

const read = (podSecurity?: string) =>
  readPodSecurity(new ConfigReader({ interconnect: { ...(podSecurity && { podSecurity }) } }));

it('is baseline, or what the configuration says', () => {
  expect([read(), read('baseline'), read('restricted')]).toEqual([
    'baseline',
    'baseline',
    'restricted',
  ]);
});

it.each(['privileged', 'Baseline', 'none'])('is not %s', level => {
  expect(() => read(level)).toThrow(
    `interconnect.podSecurity: is '${level}' (accepted: baseline or restricted)`,
  );
});
