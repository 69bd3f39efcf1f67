import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import { Plan, StepInput } from './types';

/**
 * JSON with sorted keys and without undefined members, so that equal values have equal text. What JSON cannot
 * say (functions, cycles) is an error.
 *
 * @public
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value, new Set()));
}

function sorted(value: unknown, above: Set<unknown>): unknown {
  if (value === null || typeof value !== 'object') {
    if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') {
      throw new TypeError(`a ${typeof value} has no canonical JSON`);
    }
    return value;
  }
  if (above.has(value)) {
    throw new TypeError('a value that contains itself has no canonical JSON');
  }
  above.add(value);
  const result = Array.isArray(value)
    ? value.map(item => sorted(item, above))
    : Object.fromEntries(
        Object.keys(value)
          .sort()
          .map(key => [key, sorted((value as Record<string, unknown>)[key], above)]),
      );
  above.delete(value);
  return result;
}

/** sha256 of the UTF-8 text (or the bytes), as 64 hexadecimal digits. @public */
export function sha256Hex(data: string | Uint8Array): string {
  return bytesToHex(sha256(data));
}

/** Digest of what a step does: sha256 over the canonical JSON of its input, the kind included. @public */
export function stepDigest(input: StepInput): string {
  return sha256Hex(canonicalJson(input));
}

/**
 * Digest of what a plan does: its steps, what each does and in which order they may run. Texts for people
 * (summaries, warnings, addresses) are not part of it.
 *
 * @public
 */
export function planDigest(plan: Pick<Plan, 'steps'>): string {
  return sha256Hex(
    canonicalJson(
      plan.steps.map(({ id, action, digest, needs }) => [id, action, digest, [...needs].sort()]),
    ),
  );
}
