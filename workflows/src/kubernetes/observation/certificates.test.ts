import { type ClusterClient, failure } from '../client';
import { factsOf, readCertificate } from './certificates';

const pem = (der: string) =>
  Buffer.from(
    `-----BEGIN CERTIFICATE-----\n${der.replaceAll(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`,
  ).toString('base64');

/** Made with openssl for this test; the keys are thrown away. */
const authority = pem(
  'MIIBfzCCASWgAwIBAgIUNbxDLcijVYrS8YfH2tcha33SDPYwCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJYXV0aG9yaXR5MCAXDTI2MTEyODE2MjIzM1oYDzIxMjYxMTA0MTYyMjMzWjAUMRIwEAYDVQQDDAlhdXRob3JpdHkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASPnFHh/e/Bz8mbEjOEtKJgqQilihv2IrXcFXI8iC4hSrm21JIB2LjsUMBBVBvaJQ4bplU94jvzxBF9TyLK6kyJo1MwUTAdBgNVHQ4EFgQUOZVs2lT2HAbEuLJF9l1sWI/dXmQwHwYDVR0jBBgwFoAUOZVs2lT2HAbEuLJF9l1sWI/dXmQwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA0gY4ImTyOyPc3gNz+xPT44+eY7pSbG3GGDQWZGJimQMCIBsKR2pToRfKlGbcjXKw6HBa7Yhz7zUA5L5/9aHrVAuF',
);
const issued = pem(
  'MIIBIzCByQIUX24FEAKGDYdKNMkySvvYuCYXtOkwCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJYXV0aG9yaXR5MB4XDTI2MTEyODE2MjIzM1oXDTQ2MTEyMzE2MjIzM1owFDESMBAGA1UEAwwJY2x1c3Rlci0yMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEmqs6t3LNu0iAT7zvdi5DYgmBt6UCkHB+l86VijDQ5nMabuW4UVOBqk/QnfLEsO5DDpzKfenSKFpudNV4C84YPzAKBggqhkjOPQQDAgNJADBGAiEA/4YZHv0OjoDZQandUmVH4Z0PG3Pq8xawD7WUGm+i6KkCIQCe2IAEo7UWL+E4XQwfSoukSzt0pzSfJP6PRmfiqQW1Ig==',
);
const fingerprint = 'aba78b30598eebfccad25dfc58abc7530c15a27664e0b3f7c38bdcd454e6d12d';

const secretOf = (data: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'interconnect-cluster-2', namespace: 'interconnect-shop' },
  data,
});
const key = Buffer.from('the key').toString('base64');

describe('factsOf', () => {
  it('says who issued a certificate and when it ends, and nothing of its key', () => {
    const secret = secretOf({ 'tls.crt': issued, 'tls.key': key, 'ca.crt': authority });
    expect(factsOf(secret, 'ca.crt')).toEqual({
      facts: { authority: fingerprint, notAfter: '2046-11-23T16:22:33.000Z' },
    });
  });

  it('of an authority says its own', () => {
    const secret = secretOf({ 'tls.crt': authority, 'tls.key': key, 'ca.crt': authority });
    expect(factsOf(secret, 'tls.crt')).toEqual({
      facts: { authority: fingerprint, notAfter: '2126-11-04T16:22:33.000Z' },
    });
  });

  it.each([
    ['nothing', {}],
    ['something else', { 'tls.crt': key, 'tls.key': key, 'ca.crt': key }],
    ['no authority', { 'tls.crt': issued, 'tls.key': key }],
  ])('a Secret that holds %s', (_, data) => {
    expect(factsOf(secretOf(data), 'ca.crt')).toEqual({
      problem:
        'Secret interconnect-shop/interconnect-cluster-2 holds no certificate that can be read',
    });
  });
});

describe('readCertificate', () => {
  const { name, namespace } = secretOf({}).metadata;
  const read = (get: () => Promise<unknown>) =>
    readCertificate({ get } as unknown as ClusterClient, { name, namespace }, 'ca.crt');

  it('names a Secret that is missing', async () => {
    expect(await read(async () => undefined)).toEqual({
      problem: 'Secret interconnect-shop/interconnect-cluster-2 is missing',
    });
  });

  it('leaves alone what the worker may not read; other failures count', async () => {
    expect(await read(() => Promise.reject(failure('forbidden', 'no')))).toBeUndefined();
    await expect(read(() => Promise.reject(failure('unreachable', 'away')))).rejects.toThrow(
      'away',
    );
  });
});
