import { createPrivateKey, createPublicKey, KeyObject } from 'node:crypto';
import type { Config } from '@backstage/config';
import { createSigner, createVerifier, isKeyId, Signer, SigningKey, Verifier } from './signatures';

const root = 'interconnect.signing';
const howTo = '`npm run keys -- <folder>` makes a pair';

/**
 * For the backend: signs with the first key of `interconnect.signing.keys`.
 *
 * @throws Error that names the key of the configuration
 * @public
 */
export function readSigner(config: Config): Signer {
  const [first] = readPrivateKeys(config);
  if (!first) {
    throw new Error(
      `${root}.keys is missing: the worker carries out only what the backend has signed, and nothing is started unsigned. ${howTo}`,
    );
  }
  return createSigner(first);
}

/**
 * Trusts the keys of `interconnect.signing.trusted`, and the public halves of
 * `interconnect.signing.keys` where these are given. Two are valid at a time while keys are
 * changed.
 *
 * @throws Error that names the key of the configuration
 * @public
 */
export function readVerifier(config: Config): Verifier {
  const keys = readTrustedKeys(config);
  if (keys.length === 0) {
    throw new Error(
      `${root}.trusted is missing: the public keys of the backend, without which nothing that it asks for could be believed. ${howTo}`,
    );
  }
  return createVerifier(keys);
}

/** All public keys that count. @throws Error that names the key of the configuration @public */
export function readTrustedKeys(config: Config): SigningKey[] {
  const own = readPrivateKeys(config).map(({ id, key }) => ({ id, key: createPublicKey(key) }));
  const trusted = readKeys(config, 'trusted', 'publicKey', 'public', createPublicKey);
  const others = trusted.filter(({ id, key }, index) => {
    const same = own.find(one => one.id === id);
    if (same && !same.key.equals(key)) {
      throw new Error(
        `${root}.trusted[${index}].publicKey is not that of ${root}.keys with the id ${id}: each key needs an id of its own`,
      );
    }
    return !same;
  });
  return [...own, ...others];
}

function readPrivateKeys(config: Config): SigningKey[] {
  return readKeys(config, 'keys', 'privateKey', 'private', createPrivateKey);
}

function readKeys(
  config: Config,
  list: 'keys' | 'trusted',
  field: 'privateKey' | 'publicKey',
  type: KeyObject['type'],
  parse: (pem: string) => KeyObject,
): SigningKey[] {
  const ids = new Set<string>();
  const entries = config.getOptionalConfigArray(`${root}.${list}`) ?? [];
  return entries.map((entry, index) => {
    const at = `${root}.${list}[${index}]`;
    const id = entry.getString('id');
    if (!isKeyId(id)) {
      throw new Error(
        `${at}.id is not one: letters, digits, '.', '_' and '-' are accepted, 64 at most`,
      );
    }
    if (ids.has(id)) {
      throw new Error(`${at}.id is ${id}, as another one before: each key needs an id of its own`);
    }
    ids.add(id);
    return { id, key: readKey(entry.getString(field), `${at}.${field}`, type, parse) };
  });
}

/** Node makes a public key out of a private one. A private key must not be accepted here. */
function readKey(
  pem: string,
  at: string,
  type: KeyObject['type'],
  parse: (pem: string) => KeyObject,
): KeyObject {
  const key = pem.includes(type === 'public' ? 'PRIVATE KEY' : 'PUBLIC KEY')
    ? undefined
    : parsed(pem, parse);
  if (key?.asymmetricKeyType !== 'ed25519') {
    throw new Error(`${at} is no ${type} key of Ed25519 in PEM. ${howTo}`);
  }
  return key;
}

/** The parser's message is not used, because the parser reads a secret. */
function parsed(pem: string, parse: (pem: string) => KeyObject): KeyObject | undefined {
  try {
    return parse(pem);
  } catch {
    return undefined;
  }
}
