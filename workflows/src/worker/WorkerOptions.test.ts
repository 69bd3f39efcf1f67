import { ConfigReader } from '@backstage/config';
import { readWorkerOptions } from './WorkerOptions';

const read = (interconnect?: object, env: NodeJS.ProcessEnv = {}) =>
  readWorkerOptions(new ConfigReader(interconnect ? ({ interconnect } as any) : {}), env);

describe('readWorkerOptions', () => {
  it('needs no configuration', () => {
    expect(read()).toEqual({
      temporal: { address: '127.0.0.1:7233', namespace: 'default', taskQueue: 'interconnect' },
      maxActivities: 200,
      shutdownGraceSeconds: 30,
    });
  });

  it('takes what is configured, and the address of the environment before it', () => {
    const options = {
      temporal: { address: 'temporal:7233', namespace: 'edge', taskQueue: 'q', apiKey: 'k' },
      worker: { healthPort: 9000, maxActivities: 50, shutdownGraceSeconds: 0 },
    };
    expect(read(options)).toEqual({
      temporal: options.temporal,
      health: { host: '127.0.0.1', port: 9000 },
      maxActivities: 50,
      shutdownGraceSeconds: 0,
    });
    expect(read(options, { TEMPORAL_ADDRESS: 'other:1' }).temporal.address).toBe('other:1');
  });

  it('refuses numbers that make no sense', () => {
    expect(() => read({ worker: { maxActivities: 0 } })).toThrow(
      'interconnect.worker.maxActivities is 0: it must be at least 1',
    );
  });
});
