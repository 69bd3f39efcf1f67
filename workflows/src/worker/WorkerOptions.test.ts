import { generateKeyPairSync } from 'node:crypto';
import { ConfigReader } from '@backstage/config';
import { readWorkerOptions } from './WorkerOptions';

const publicKey = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' });
const signing = { trusted: [{ id: 'backend', publicKey }] };

/** Without what is no plain value. */
const read = (interconnect?: object, env: NodeJS.ProcessEnv = {}) => {
  const config = new ConfigReader({ interconnect: { signing, ...interconnect } } as any);
  const { codec, verifier, ...options } = readWorkerOptions(config, env);
  return options;
};

describe('readWorkerOptions', () => {
  it('needs to know whom to believe, and nothing else', () => {
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

  it('takes the version of the worker, whole', () => {
    const deployment = { name: 'interconnect', buildId: '2026-11-29' };
    expect(read({ temporal: { deployment } }).deployment).toEqual({
      deploymentName: 'interconnect',
      buildId: '2026-11-29',
    });
    expect(() => read({ temporal: { deployment: { name: 'interconnect' } } })).toThrow(/buildId/);
  });

  it('refuses to run without', () => {
    expect(() => read({ signing: {} })).toThrow(/^interconnect.signing.trusted is missing/);
  });

  it('refuses numbers that make no sense', () => {
    expect(() => read({ worker: { maxActivities: 0 } })).toThrow(
      'interconnect.worker.maxActivities is 0: it must be at least 1',
    );
  });
});
