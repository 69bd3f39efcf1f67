import {
  canonicalJson,
  ObserveInput,
  sha256Hex,
} from '@interconnect/backstage-plugin-interconnect-common';
import { SignatureError, Signer, Verifier } from './signatures';

interface ObservationClaims {
  /** Digest of the input, without its signature. */
  input: string;
}

/** What the backend asks to be observed, again and again, until the network changes. @public */
export function signObservation(signer: Signer, input: ObserveInput): ObserveInput {
  const claims: ObservationClaims = { input: digestOf(input) };
  return { ...input, signature: signer.sign('observation', claims) };
}

/**
 * Why this is nothing that the backend asked to be observed, for people. Undefined: it asked.
 *
 * @public
 */
export function observationRefusal(verifier: Verifier, input: ObserveInput): string | undefined {
  try {
    const claims = verifier.verify<ObservationClaims>('observation', input.signature);
    return claims.input === digestOf(input)
      ? undefined
      : 'This observation is not what was signed: its input was changed';
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error;
    return `This observation ${error.message}`;
  }
}

function digestOf({ signature, ...input }: ObserveInput): string {
  return sha256Hex(canonicalJson(input));
}
