/** What identifies an object on its cluster. */
export interface ObjectRef {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
}

/** A condition as most kinds report them. */
export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  observedGeneration?: number;
  lastTransitionTime?: string;
}

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
}

export interface ManagedFields {
  manager?: string;
  operation?: string;
  subresource?: string;
  /** When these fields were last written. */
  time?: string;
  /** `{"f:spec": {"f:replicas": {}}}`: a level for each level of the object. */
  fieldsV1?: Record<string, unknown>;
}

export interface ObjectMeta {
  name: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
  managedFields?: ManagedFields[];
}

/** Any object. `Spec` and `Status` say what the caller knows of its kind. */
export interface KubernetesObject<
  Spec = Record<string, unknown>,
  Status = Record<string, unknown>,
> extends ObjectRef {
  metadata: ObjectMeta;
  spec?: Spec;
  status?: Status & { conditions?: Condition[] };
  [field: string]: unknown;
}

/** For people: `Service shop/my-backend`, `Namespace shop`. */
export function nameOf({ kind, metadata }: ObjectRef): string {
  return metadata.namespace
    ? `${kind} ${metadata.namespace}/${metadata.name}`
    : `${kind} ${metadata.name}`;
}

/** The same object on the same cluster. */
export function keyOf({ apiVersion, kind, metadata }: ObjectRef): string {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return `${group}/${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
}

export function refOf({ apiVersion, kind, metadata }: ObjectRef): ObjectRef {
  const { name, namespace } = metadata;
  return { apiVersion, kind, metadata: { name, ...(namespace && { namespace }) } };
}

/**
 * A condition. `Configured` is about the object's spec: one that speaks of an older generation
 * counts as not there. The others are about the world and are written when that changes, not when
 * the spec does.
 */
export function conditionOf(
  object: Pick<KubernetesObject, 'metadata' | 'status'>,
  type: string,
): Condition | undefined {
  const condition = object.status?.conditions?.find(c => c.type === type);
  const { observedGeneration: observed } = condition ?? {};
  const outdated =
    type === 'Configured' && observed !== undefined && observed < (object.metadata.generation ?? 0);
  return outdated ? undefined : condition;
}

/** Whether a condition is there and True, see `conditionOf`. */
export function isTrue(object: Pick<KubernetesObject, 'metadata' | 'status'>, type: string) {
  return conditionOf(object, type)?.status === 'True';
}

/** For people: `Configured: yes, Operational: no (Pending: Not Operational)`. */
export function describeConditions(
  object: Pick<KubernetesObject, 'status' | 'metadata'>,
  types: readonly string[],
): string {
  return types
    .map(type => {
      const condition = conditionOf(object, type);
      if (!condition) return `${type}: not reported`;
      if (condition.status === 'True') return `${type}: yes`;
      const message = condition.message && condition.message !== 'OK' ? condition.message : '';
      const why = [condition.reason, message].filter(Boolean).join(': ');
      return `${type}: no${why && ` (${why})`}`;
    })
    .join(', ');
}
