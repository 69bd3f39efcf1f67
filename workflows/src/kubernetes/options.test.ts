import { ConfigReader } from '@backstage/config';
import { readKubernetesOptions } from './options';

const withSettle = (settleSeconds?: number) =>
  readKubernetesOptions(new ConfigReader({ interconnect: { worker: { settleSeconds } } }));

it('reads how long an application must run without a restart', () => {
  expect(withSettle().settleSeconds).toBe(10);
  expect(withSettle(0).settleSeconds).toBe(0);
  expect(() => withSettle(-1)).toThrow(
    'interconnect.worker.settleSeconds is -1: it must be at least 0',
  );
});
