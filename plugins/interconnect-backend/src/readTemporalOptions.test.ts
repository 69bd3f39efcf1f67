import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { testSigning } from '@interconnect/workflows/testing';
import { readTemporalOptions } from './readTemporalOptions';
import { frontendName, TlsFrontend } from './temporal/__testUtils__/TlsFrontend';
import { TemporalClient } from './temporal/TemporalClient';

describe('readTemporalOptions', () => {
  let folder: string;
  let frontend: TlsFrontend;
  let clients: TemporalClient[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'interconnect-'));
    frontend = await TlsFrontend.start();
  });
  beforeEach(() => {
    clients = [];
  });
  afterEach(() => Promise.all(clients.map(client => client.close())));
  afterAll(async () => {
    await frontend.close();
    rmSync(folder, { recursive: true });
  });

  const file = (name: string, pem: string) => {
    const path = join(folder, name);
    writeFileSync(path, pem);
    return path;
  };
  const connect = (more: object) => {
    const temporal = { address: frontend.address, ...more };
    const client = TemporalClient.create(
      readTemporalOptions(new ConfigReader({ interconnect: { temporal, signing: testSigning } })),
    );
    clients.push(client);
    return client.reachable();
  };

  it('needs keys to sign with, and no other configuration', () => {
    expect(() => readTemporalOptions(new ConfigReader({}))).toThrow(
      /^interconnect.signing.keys is missing: .*nothing is started unsigned. `npm run keys/,
    );
    const { codec, signer, ...options } = readTemporalOptions(
      new ConfigReader({ interconnect: { signing: testSigning } }),
    );
    expect(options).toEqual({
      address: '127.0.0.1:7233',
      namespace: 'default',
      taskQueue: 'interconnect',
      uiUrl: 'http://localhost:8233',
    });
  });

  it('reaches a Temporal behind mutual TLS, with an API key', async () => {
    const tls = {
      caFile: file('ca.pem', frontend.authority),
      certFile: file('client.pem', frontend.client.cert),
      keyFile: file('client.key', frontend.client.key),
      serverName: frontendName,
    };
    await connect({ tls, apiKey: 'not-really-secret' });
    expect(frontend.authorizations).toEqual(['Bearer not-really-secret']);
    frontend.authorizations.length = 0;

    for (const lacking of [
      { caFile: undefined },
      { certFile: undefined, keyFile: undefined },
      { serverName: 'other.test' },
    ]) {
      await expect(connect({ tls: { ...tls, ...lacking } })).rejects.toThrow(/does not answer: /);
    }
    await expect(connect({})).rejects.toThrow(/does not answer/);
    expect(frontend.authorizations).toEqual([]);
  });
});
