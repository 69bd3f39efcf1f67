import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { readTemporalConnection } from './readTemporalConnection';

const read = (temporal?: Record<string, string | boolean | Record<string, string>>) =>
  readTemporalConnection(new ConfigReader(temporal ? { interconnect: { temporal } } : {}));

describe('readTemporalConnection', () => {
  let folder: string;
  let file: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'interconnect-'));
    file = join(folder, 'x.pem');
    writeFileSync(file, 'PEM');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('needs no configuration', () => {
    expect(read()).toEqual({
      address: '127.0.0.1:7233',
      namespace: 'default',
      taskQueue: 'interconnect',
    });
  });

  it('takes what is configured', () => {
    const temporal = { address: 'temporal:7233', namespace: 'edge', taskQueue: 'q', apiKey: 'k' };
    expect(read(temporal)).toEqual(temporal);
  });

  it('reads the files of TLS', () => {
    const tls = { caFile: file, certFile: file, keyFile: file, serverName: 'temporal' };
    expect(read({ tls }).tls).toEqual({
      serverNameOverride: 'temporal',
      serverRootCACertificate: Buffer.from('PEM'),
      clientCertPair: { crt: Buffer.from('PEM'), key: Buffer.from('PEM') },
    });
    expect(read({ tls: true }).tls).toBe(true);
  });

  it('says what is wrong, and where', () => {
    expect(() => read({ tls: { certFile: file } })).toThrow(
      'interconnect.temporal.tls needs both certFile and keyFile, or neither',
    );
    expect(() => read({ tls: { caFile: '/nowhere.pem' } })).toThrow(
      'interconnect.temporal.tls.caFile: /nowhere.pem cannot be read (ENOENT)',
    );
    expect(() => read({ tls: 'yes' })).toThrow(/temporal\.tls/);
  });
});
