import { StepInput } from '.';
import { canonicalJson, sha256Hex } from '../hash';

/**
 * Digest of what a step does: sha256 over the canonical JSON of its input, the kind
 * included. @public
 */
export function stepDigest(input: StepInput): string {
  return sha256Hex(canonicalJson(input));
}
