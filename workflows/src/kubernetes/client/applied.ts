import {
  canonicalJson,
  labelPrefix,
  sha256Hex,
} from '@interconnect/backstage-plugin-interconnect-common';
import { KubernetesObject } from './objects';

/**
 * Annotation with the digest of what we last asked of an object. It tells whether a field of ours
 * was left out since.
 */
export const digestAnnotation = `${labelPrefix}digest`;

/** The object as it is written: with its own digest. */
export function withDigest<O extends KubernetesObject>(object: O): O {
  const annotations = { ...object.metadata.annotations, [digestAnnotation]: digestOf(object) };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** Of a Secret the names of its keys only; their values are compared one by one. */
function digestOf(object: KubernetesObject): string {
  if (object.kind !== 'Secret') return sha256Hex(canonicalJson(object));
  const names = (field: unknown) => Object.keys((field as object | undefined) ?? {}).sort();
  const { data, stringData, ...rest } = object;
  return sha256Hex(canonicalJson([rest, names(data), names(stringData)]));
}

/**
 * Whether everything that is wanted of an object stands in it, so that nothing has to be written:
 * it was last written from the very same object (its digest), and every field that we set has our
 * value. What the cluster and others added does not count.
 *
 * @param wanted - as `withDigest` returns it
 */
export function covers(actual: unknown, wanted: unknown): boolean {
  if (wanted === undefined) return true;
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(actual) &&
      actual.length === wanted.length &&
      wanted.every((item, index) => covers(actual[index], item))
    );
  }
  if (wanted === null || typeof wanted !== 'object') return actual === wanted;
  if (actual === null || typeof actual !== 'object') return false;
  return Object.entries(wanted).every(([key, value]) =>
    covers((actual as Record<string, unknown>)[key], value),
  );
}
