import { canonicalJson } from '@interconnect/backstage-plugin-interconnect-common';
import { type KubernetesObject, nameOf } from '../client';

/**
 * What of an object's spec is not as it was set, a sentence a field; fields that we do not set are
 * not looked at.
 */
export function specDifferences<O extends KubernetesObject<object>>(
  wanted: O,
  found: KubernetesObject<object> | undefined,
): string[] {
  if (!found) return [`${nameOf(wanted)} is missing`];
  const actual = (found.spec ?? {}) as Record<string, unknown>;
  return Object.entries(wanted.spec ?? {}).flatMap(
    ([field, value]) =>
      fieldDifference(`${nameOf(wanted)}: spec.${field}`, value, actual[field]) ?? [],
  );
}

/** One field, as a sentence; undefined when there is no difference. */
export function fieldDifference(what: string, wanted: unknown, found: unknown): string | undefined {
  return canonicalJson(wanted ?? null) === canonicalJson(found ?? null)
    ? undefined
    : `${what} is ${text(found)}, wanted is ${text(wanted)}`;
}

/** The same values in any order, as a sentence; undefined when there is no difference. */
export function setDifference(
  what: string,
  wanted: readonly string[],
  found: readonly string[],
): string | undefined {
  const same = wanted.length === found.length && wanted.every(value => found.includes(value));
  return same ? undefined : `${what} is ${text(found)}, wanted is ${text(wanted)}`;
}

function text(value: unknown): string {
  if (value === undefined || value === null) return 'not set';
  if (Array.isArray(value) && value.every(one => typeof one === 'string')) {
    return value.length === 0 ? 'empty' : value.join(', ');
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
