import { generateKeyPairSync } from 'node:crypto';
import type { ObserveInput } from '@interconnect/backstage-plugin-interconnect-common';
import { observationRefusal, signObservation } from './observations';
import { createSigner, createVerifier } from './signatures';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const signer = createSigner({ id: 'a', key: privateKey });
const verifier = createVerifier([{ id: 'a', key: publicKey }]);
const input: ObserveInput = {
  network: { project: 'edge-shop', name: 'shop', namespace: 'interconnect-shop' },
  members: [{ cluster: 'cluster-1', role: 'hub' }],
  exposed: [],
};

describe('a signed observation', () => {
  it('is what the backend asked for', () => {
    const signed = signObservation(signer, input);
    expect(signed).toMatchObject(input);
    expect(observationRefusal(verifier, signed)).toBeUndefined();
    expect(observationRefusal(verifier, JSON.parse(JSON.stringify(signed)))).toBeUndefined();
  });

  it('is refused when it is not signed, was changed, or is signed for something else', () => {
    expect(observationRefusal(verifier, input)).toBe('This observation is not signed');
    const signed = signObservation(signer, input);
    expect(observationRefusal(verifier, { ...signed, members: [] })).toBe(
      'This observation is not what was signed: its input was changed',
    );
    const signature = signer.sign('rollout', { input: 'x' });
    expect(observationRefusal(verifier, { ...input, signature })).toBe(
      'This observation has a signature for something else',
    );
  });
});
