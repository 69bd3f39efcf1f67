import { generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  createPayloadCodec,
  createSigner,
  createVerifier,
} from '@interconnect/backstage-plugin-interconnect-node';

const id = 'tests';
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const key = randomBytes(32);

/** Stands for the backend. */
export const testSigner = createSigner({ id, key: privateKey });

/** `interconnect.signing` of a backend that signs as `testSigner` does. */
export const testSigning = {
  keys: [{ id, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }],
};

/** Of the workers of the tests: trusts `testSigner` alone. */
export const testVerifier = createVerifier([{ id, key: publicKey }]);

/** Histories of the tests are encrypted, as in production. */
export const testCodec = createPayloadCodec([{ id, key }]);

/** `interconnect.temporal.encryption` of a backend that reads and writes as `testCodec` does. */
export const testEncryption = { keys: [{ id, key: key.toString('base64') }] };
