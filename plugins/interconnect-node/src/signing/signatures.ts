import { KeyObject, sign, verify } from 'node:crypto';

/** What a signature is for. It is not valid for another purpose. @public */
export type SignaturePurpose = 'rollout' | 'command' | 'auditHead' | 'observation';

/** The `typ` of the header, see RFC 8725, 3.11 (explicit typing). */
const types: Record<SignaturePurpose, string> = {
  rollout: 'interconnect-rollout+jws',
  command: 'interconnect-command+jws',
  auditHead: 'interconnect-audit-head+jws',
  observation: 'interconnect-observation+jws',
};

/** Far more than any of our signatures has. */
const maxLength = 64 * 1024;

/** An Ed25519 key, private or public. @public */
export interface SigningKey {
  id: string;
  key: KeyObject;
}

/** Signs what only the backend may say. @public */
export interface Signer {
  /** Id of the key that signs. */
  keyId: string;
  /** @returns a compact JWS (RFC 7515) over the claims as JSON */
  sign(purpose: SignaturePurpose, claims: object): string;
}

/** Checks whether one of the trusted keys has signed something. @public */
export interface Verifier {
  /**
   * @param signature - compact JWS, or whatever was sent in its place
   * @returns the claims, as they were signed
   * @throws SignatureError
   */
  verify<Claims extends object>(purpose: SignaturePurpose, signature: unknown): Claims;
}

/**
 * Why something does not count as signed: the end of a sentence that begins with its name.
 *
 * @public
 */
export class SignatureError extends Error {
  override name = 'SignatureError';
}

/** @public */
export function createSigner({ id, key }: SigningKey): Signer {
  return {
    keyId: id,
    sign(purpose, claims) {
      const header = { alg: 'EdDSA', typ: types[purpose], kid: id };
      const text = [header, claims].map(encode).join('.');
      return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`;
    },
  };
}

/** @public */
export function createVerifier(trusted: readonly SigningKey[]): Verifier {
  const keys = new Map(trusted.map(({ id, key }) => [id, key]));
  return {
    verify<Claims extends object>(purpose: SignaturePurpose, signature: unknown) {
      if (signature === undefined || signature === null || signature === '') {
        throw new SignatureError('is not signed');
      }
      const [header, claims, bytes] = partsOf(signature);
      const { alg, typ, kid } = decode(header);
      if (alg !== 'EdDSA') throw new SignatureError('is not signed with EdDSA');
      if (typ !== types[purpose]) throw new SignatureError('has a signature for something else');
      const key = keys.get(String(kid));
      if (!key) throw new SignatureError(`is signed with a key that is not trusted${named(kid)}`);
      const text = Buffer.from(`${header}.${claims}`);
      if (!verify(null, text, key, Buffer.from(bytes, 'base64url'))) {
        throw new SignatureError(`has a signature that is not of the key ${kid}`);
      }
      return decode(claims) as Claims;
    },
  };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string): Record<string, unknown> {
  try {
    const value = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // The parser's message quotes its input.
  }
  throw new SignatureError('has a signature that cannot be read');
}

function partsOf(signature: unknown): string[] {
  if (
    typeof signature !== 'string' ||
    signature.length > maxLength ||
    !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(signature)
  ) {
    throw new SignatureError('has a signature that is no compact JWS');
  }
  return signature.split('.');
}

/** An unknown id is shown only when it looks like one of ours. */
function named(kid: unknown): string {
  return typeof kid === 'string' && isKeyId(kid) ? `: ${kid}` : '';
}

/** Names that a key may have. */
export function isKeyId(id: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(id);
}
