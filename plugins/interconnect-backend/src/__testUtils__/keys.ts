import { generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  createPayloadCodec,
  createSigner,
  createVerifier,
} from '@interconnect/backstage-plugin-interconnect-node';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const id = 'tests';

/** `interconnect.signing` of a backend that the workers of the tests believe. */
export const testSigning = {
  keys: [{ id, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }],
};

/** Signs as a backend with `testSigning` does. */
export const testSigner = createSigner({ id, key: privateKey });

/** Of the workers of the tests. */
export const testVerifier = createVerifier([{ id, key: publicKey }]);

const key = randomBytes(32);

/** `interconnect.temporal.encryption`: the histories of the tests are encrypted, as in production. */
export const testEncryption = { keys: [{ id, key: key.toString('base64') }] };

/** Of backends with `testEncryption`, and of the workers of the tests. */
export const testCodec = createPayloadCodec([{ id, key }]);
