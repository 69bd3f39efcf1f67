import { groupOf } from './clusterScoped';

/*
 * What may be said about what was read (a manifest, a kubeconfig, the body of an answer) in an
 * error, a log or the audit: the kind of a node, its length, the line on which it stands. Never its
 * value, and never a key that the file chose: whoever may name a file or an address must not learn
 * from a refusal what it holds. Three things are said all the same:
 *
 * - kind, name, namespace and annotation keys of a well-formed Kubernetes object (`identityOf`),
 *   when they are of Kubernetes' own syntax;
 * - values of the annotations of our own prefix, shortened (`annotations.ts`);
 * - words of a closed list, such as the names of Kubernetes' kinds, types and fields.
 */

/** Characters that look like a blank, or like nothing. */
export const invisible = /\p{Cf}|(?! )\p{Zs}/gu;

/** Kind and length of a value, without the value: "a text of 12 characters". @public */
export function describeNode(value: unknown): string {
  if (value === null || value === undefined) {
    return 'empty';
  }
  if (Array.isArray(value)) {
    return counted('a list of', value.length, 'entry', 'entries');
  }
  if (typeof value === 'string') {
    const text = counted('a text of', value.length, 'character', 'characters');
    return value.search(invisible) < 0 ? text : `${text}, not all of which can be seen`;
  }
  return typeof value === 'object'
    ? counted('an object with', Object.keys(value).length, 'field', 'fields')
    : `a ${typeof value}`;
}

function counted(what: string, count: number, one: string, many: string): string {
  return `${what} ${count} ${count === 1 ? one : many}`;
}

/** `apps/v1`, `v1`. */
const apiVersionPattern =
  /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
const kindPattern = /^[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
/** RFC 1123 subdomain. */
const objectNamePattern = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;
/** Names of roles and bindings are looser: `system:pods`. */
const roleNamePattern = /^[A-Za-z0-9]([A-Za-z0-9:._-]{0,251}[A-Za-z0-9])?$/;
/** Keys of labels and annotations. */
const keyPattern =
  /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

export const isApiVersion = (value: unknown) => matches(apiVersionPattern, value);
export const isKind = (value: unknown) => matches(kindPattern, value);
export const isAnnotationKey = (value: unknown) => matches(keyPattern, value);

/** Whether Kubernetes would take the name for an object of this API. */
export function isObjectName(value: unknown, apiVersion: string): value is string {
  const roles = groupOf(apiVersion) === 'rbac.authorization.k8s.io';
  return matches(roles ? roleNamePattern : objectNamePattern, value);
}

function matches(pattern: RegExp, value: unknown): value is string {
  return typeof value === 'string' && pattern.test(value);
}

/**
 * `Service my-backend` of a well-formed object; undefined if it is none, and nothing of it may be
 * named.
 */
export function identityOf(value: unknown): string | undefined {
  if (!isRecord(value) || !isRecord(value.metadata)) {
    return undefined;
  }
  const { apiVersion, kind, metadata } = value;
  return isApiVersion(apiVersion) && isKind(kind) && isObjectName(metadata.name, apiVersion)
    ? `${kind} ${metadata.name}`
    : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
