import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';

/**
 * JSON with sorted keys and without undefined members, so that equal values have equal text. What
 * JSON cannot say (functions, cycles) is an error.
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
