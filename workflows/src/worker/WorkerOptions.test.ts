import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  it('reads the files of TLS', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'interconnect-')), 'x.pem');
    writeFileSync(file, 'PEM');
    const tls = { caFile: file, certFile: file, keyFile: file, serverName: 'temporal' };
    expect(read({ temporal: { tls } }).temporal.tls).toEqual({
      serverNameOverride: 'temporal',
      serverRootCACertificate: Buffer.from('PEM'),
      clientCertPair: { crt: Buffer.from('PEM'), key: Buffer.from('PEM') },
    });
    expect(read({ temporal: { tls: true } }).temporal.tls).toBe(true);
    expect(() => read({ temporal: { tls: { certFile: file } } })).toThrow(
      'interconnect.temporal.tls needs both certFile and keyFile, or neither',
    );
    expect(() => read({ temporal: { tls: { caFile: '/nowhere.pem' } } })).toThrow(
      'interconnect.temporal.tls.caFile: /nowhere.pem cannot be read (ENOENT)',
    );
  });

  it('refuses numbers that make no sense', () => {
    expect(() => read({ worker: { maxActivities: 0 } })).toThrow(
      'interconnect.worker.maxActivities is 0: it must be at least 1',
    );
  });
});
