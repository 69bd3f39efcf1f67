import { isDeepStrictEqual } from 'node:util';

/**
 * Whether everything that `wanted` says is so in `actual`; what `wanted` does not mention is not
 * looked at.
 */
export function covers(actual: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(actual) &&
      actual.length === wanted.length &&
      wanted.every((item, i) => covers(actual[i], item))
    );
  }
  if (wanted && typeof wanted === 'object') {
    if (!actual || typeof actual !== 'object') return false;
    return Object.entries(wanted).every(([key, value]) =>
      value === undefined ? true : covers((actual as Record<string, unknown>)[key], value),
    );
  }
  return isDeepStrictEqual(actual, wanted);
}

/** `actual` with what `wanted` says; lists are replaced as a whole. */
export function overlay<T>(actual: T, wanted: unknown): T {
  if (Array.isArray(wanted) || !wanted || typeof wanted !== 'object') return wanted as T;
  if (!actual || typeof actual !== 'object' || Array.isArray(actual)) return wanted as T;
  const result: Record<string, unknown> = { ...(actual as Record<string, unknown>) };
  for (const [key, value] of Object.entries(wanted)) {
    if (value !== undefined) result[key] = overlay(result[key], value);
  }
  return result as T;
}
