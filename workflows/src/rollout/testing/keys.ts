import { generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  createPayloadCodec,
  createSigner,
  createVerifier,
} from '@interconnect/backstage-plugin-interconnect-node';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');

/** Stands for the backend. */
export const signer = createSigner({ id: 'tests', key: privateKey });

/** Of the workers of the tests: trusts `signer` alone. */
export const verifier = createVerifier([{ id: 'tests', key: publicKey }]);

/** Histories of the tests are encrypted, as in production. */
export const codec = createPayloadCodec([{ id: 'tests', key: randomBytes(32) }]);
