import { generateKeyPairSync } from 'node:crypto';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readSigner, readVerifier } from './readSigningKeys';

const pem = (type: 'ed25519' | 'ed448' = 'ed25519') => {
  const { privateKey, publicKey } = generateKeyPairSync(type as 'ed25519');
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }) as string,
  };
};
const [one, two] = [pem(), pem()];
const config = (signing?: JsonObject) =>
  new ConfigReader(signing ? { interconnect: { signing } } : {});

describe('signing keys', () => {
  const keys = [
    { id: 'two', privateKey: two.privateKey },
    { id: 'one', privateKey: one.privateKey },
  ];

  it('sign with the first, and all are trusted', () => {
    const signer = readSigner(config({ keys }));
    expect(signer.keyId).toBe('two');
    const signature = signer.sign('command', { by: 'anna' });
    expect(readVerifier(config({ keys })).verify('command', signature)).toEqual({ by: 'anna' });
  });

  it('are trusted by their public halves alone', () => {
    const trusted = [
      { id: 'one', publicKey: one.publicKey },
      { id: 'two', publicKey: two.publicKey },
    ];
    for (const key of keys) {
      const signature = readSigner(config({ keys: [key] })).sign('rollout', { a: 1 });
      expect(readVerifier(config({ trusted })).verify('rollout', signature)).toEqual({ a: 1 });
    }
  });

  it('may be named in both lists', () => {
    const trusted = [{ id: 'two', publicKey: two.publicKey }];
    const signature = readSigner(config({ keys, trusted })).sign('rollout', { a: 1 });
    expect(readVerifier(config({ keys, trusted })).verify('rollout', signature)).toEqual({ a: 1 });
  });

  it.each<[string, JsonObject | undefined, RegExp]>([
    ['none', undefined, /^interconnect.signing.keys is missing.*npm run keys/],
    ['an empty list', { keys: [] }, /^interconnect.signing.keys is missing/],
    [
      'trusted ones only',
      { trusted: [{ id: 'one', publicKey: one.publicKey }] },
      /keys is missing/,
    ],
  ])('%s: nothing is signed', (_, signing, message) => {
    expect(() => readSigner(config(signing))).toThrow(message);
  });

  it('none: nothing is believed', () => {
    expect(() => readVerifier(config())).toThrow(
      /^interconnect.signing.trusted is missing.*npm run keys/,
    );
  });

  it.each<[string, JsonObject, RegExp]>([
    ['without id', { keys: [{ privateKey: one.privateKey }] }, /signing.keys\[0\].id/],
    ['with a bad id', { keys: [{ id: 'a b', privateKey: one.privateKey }] }, /keys\[0\].id is not/],
    ['without a key', { keys: [{ id: 'one' }] }, /signing.keys\[0\].privateKey/],
    ['twice', { keys: [keys[0], keys[0]] }, /keys\[1\].id is two, as another one before/],
    [
      'that are no PEM',
      { keys: [{ id: 'one', privateKey: 'hunter2' }] },
      /keys\[0\].privateKey is no private key of Ed25519/,
    ],
    [
      'of another curve',
      { keys: [{ id: 'one', privateKey: pem('ed448').privateKey }] },
      /keys\[0\].privateKey is no private key of Ed25519/,
    ],
    [
      'that are public where a private one belongs',
      { keys: [{ id: 'one', privateKey: one.publicKey }] },
      /keys\[0\].privateKey is no private key/,
    ],
    [
      'that are private where a public one belongs',
      { trusted: [{ id: 'one', publicKey: one.privateKey }] },
      /trusted\[0\].publicKey is no public key/,
    ],
    [
      'that differ under one id',
      { keys, trusted: [{ id: 'one', publicKey: two.publicKey }] },
      /trusted\[0\].publicKey is not that of interconnect.signing.keys with the id one/,
    ],
  ])('%s are refused, and not quoted', (_, signing, message) => {
    const read = () => readVerifier(config(signing));
    expect(read).toThrow(message);
    expect(read).not.toThrow(/hunter2|BEGIN/);
  });
});
