import { generateKeyPairSync } from 'node:crypto';
import { createSigner, createVerifier, SignatureError, SignaturePurpose } from './signatures';

const pair = (id: string) => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { own: { id, key: privateKey }, trusted: { id, key: publicKey } };
};
const [old, next, stranger] = ['2025', '2026', 'stranger'].map(pair);
const claims = { rolloutId: 'r1', digest: 'ab' };
const verifier = createVerifier([old.trusted, next.trusted]);
const signed = createSigner(next.own).sign('rollout', claims);

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const withPart = (index: number, part: string) =>
  signed
    .split('.')
    .map((one, n) => (n === index ? part : one))
    .join('.');
const header = { alg: 'EdDSA', typ: 'interconnect-rollout+jws', kid: '2026' };

describe('a signature', () => {
  it('of any trusted key tells the claims', () => {
    for (const { own } of [old, next]) {
      const signature = createSigner(own).sign('rollout', claims);
      expect(verifier.verify('rollout', signature)).toEqual(claims);
    }
  });

  const purposes: SignaturePurpose[] = ['rollout', 'command', 'auditHead'];
  it.each(purposes.flatMap(one => purposes.filter(other => other !== one).map(o => [one, o])))(
    'for %s does not stand for %s',
    (one, other) => {
      const signature = createSigner(next.own).sign(one as SignaturePurpose, claims);
      expect(() => verifier.verify(other as SignaturePurpose, signature)).toThrow(
        'has a signature for something else',
      );
    },
  );

  it.each<[string, unknown, RegExp]>([
    ['missing', undefined, /^is not signed$/],
    ['empty', '', /^is not signed$/],
    ['an object', { signature: signed }, /no compact JWS/],
    ['junk', 'junk', /no compact JWS/],
    ['longer than any', `${'a'.repeat(70_000)}.b.c`, /no compact JWS/],
    ['without its last part', signed.split('.').slice(0, 2).join('.'), /no compact JWS/],
    ['with a header that is no JSON', withPart(0, 'abc'), /cannot be read/],
    ['with the algorithm none', withPart(0, encode({ ...header, alg: 'none' })), /EdDSA/],
    ['with the algorithm HS256', withPart(0, encode({ ...header, alg: 'HS256' })), /EdDSA/],
    ['with other claims', withPart(1, encode({ ...claims, rolloutId: 'r2' })), /not of the key/],
    ['with other bytes', withPart(2, 'A'.repeat(86)), /not of the key 2026/],
    ['of another key in its name', withPart(0, encode({ ...header, kid: '2025' })), /of the key/],
    [
      'of a key that is not known',
      createSigner(stranger.own).sign('rollout', claims),
      /not trusted: stranger$/,
    ],
    [
      'of a key that is called like a trusted one',
      createSigner({ ...stranger.own, id: '2026' }).sign('rollout', claims),
      /not of the key 2026/,
    ],
    [
      'of a key whose id is a text of others',
      createSigner({ ...stranger.own, id: 'a\nb' }).sign('rollout', claims),
      /not trusted$/,
    ],
  ])('%s is refused', (_, signature, message) => {
    const verify = () => verifier.verify('rollout', signature);
    expect(verify).toThrow(SignatureError);
    expect(verify).toThrow(message);
  });

  it('counts no more once its key is not trusted any more', () => {
    const later = createVerifier([next.trusted]);
    const signature = createSigner(old.own).sign('rollout', claims);
    expect(() => later.verify('rollout', signature)).toThrow('not trusted: 2025');
  });
});
