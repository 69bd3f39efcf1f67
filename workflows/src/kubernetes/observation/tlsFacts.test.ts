import { generateKeyPairSync } from 'node:crypto';
import { firstAuthority, secondAuthority, signedByFirst } from '../__testUtils__/certificates';
import { type ClusterClient, failure } from '../client';
import { readTlsSecret, tlsFactsOf } from './tlsFacts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const secretOf = (data: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'skupper-tls-web', namespace: 'shop' },
  data: Object.fromEntries(Object.entries(data).map(([key, text]) => [key, base64(text)])),
});
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const otherKey = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

it('says which of several authorities signed, when that is over, and whether the key fits', () => {
  const facts = tlsFactsOf(
    secretOf({
      'tls.crt': signedByFirst,
      'tls.key': otherKey,
      'ca.crt': secondAuthority + firstAuthority,
    }),
  );
  expect(facts).toMatchObject({
    authorities: [expect.stringMatching(/^[0-9a-f]{64}$/), expect.any(String)],
    certificate: { notAfter: '2031-11-27T16:26:02.000Z', names: [], hasKey: false },
  });
  const { authorities, certificate } = facts as Extract<typeof facts, { authorities: string[] }>;
  expect(certificate?.authority).toBe(authorities[1]);
  expect(JSON.stringify(facts)).not.toMatch(/BEGIN|PRIVATE/);
});

it('knows no authority that did not sign', () => {
  const data = { 'tls.crt': signedByFirst, 'tls.key': otherKey, 'ca.crt': secondAuthority };
  expect(tlsFactsOf(secretOf(data))).toMatchObject({ certificate: { hasKey: false } });
  expect(tlsFactsOf(secretOf(data))).not.toHaveProperty('certificate.authority');
});

it('takes a Secret with authorities alone, and names one that holds something else', () => {
  expect(tlsFactsOf(secretOf({ 'tls.crt': '', 'tls.key': '', 'ca.crt': firstAuthority }))).toEqual({
    authorities: [expect.any(String)],
  });
  expect(tlsFactsOf(secretOf({ 'tls.crt': 'x', 'ca.crt': firstAuthority }))).toEqual({
    problem: 'Secret shop/skupper-tls-web holds no certificate that can be read',
  });
});

it('names a Secret that is missing, and leaves alone what may not be read', async () => {
  const read = (get: () => Promise<unknown>) =>
    readTlsSecret({ get } as unknown as ClusterClient, secretOf({}).metadata);
  expect(await read(async () => undefined)).toEqual({
    problem: 'Secret shop/skupper-tls-web is missing',
  });
  expect(await read(() => Promise.reject(failure('forbidden', 'no')))).toBeUndefined();
  await expect(read(() => Promise.reject(failure('unreachable', 'away')))).rejects.toThrow('away');
});
