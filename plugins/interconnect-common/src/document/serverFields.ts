import { isRecord } from './disclosure';
import { ObjectPath, pathText } from './objectShape';

/*
 * What an API server or a controller has written into an object that was exported with
 * `kubectl get -o yaml`. Applied again it is refused, or ties the object to what it was elsewhere.
 */

const ofEveryObject: ObjectPath[] = [
  ...[
    'uid',
    'resourceVersion',
    'generation',
    'generateName',
    'creationTimestamp',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
    'selfLink',
    'managedFields',
    'ownerReferences',
  ].map(field => ['metadata', field]),
  ...[
    'kubectl.kubernetes.io/last-applied-configuration',
    'deployment.kubernetes.io/revision',
    'deprecated.daemonset.template.generation',
    'pv.kubernetes.io/bind-completed',
    'pv.kubernetes.io/bound-by-controller',
    'volume.beta.kubernetes.io/storage-provisioner',
    'volume.kubernetes.io/storage-provisioner',
    'volume.kubernetes.io/selected-node',
  ].map(key => ['metadata', 'annotations', key]),
  ['status'],
];

/** Beyond these, by kind. */
const ofKind: Record<string, ObjectPath[]> = {
  Service: [
    ['spec', 'clusterIP'],
    ['spec', 'clusterIPs'],
  ],
};

/** Fields that people set as well: left out of what was exported, which has a uid. */
const ofExportedKind: Record<string, ObjectPath[]> = {
  PersistentVolumeClaim: [['spec', 'volumeName']],
  Pod: [['spec', 'nodeName']],
  Job: [
    ['spec', 'selector'],
    ...['controller-uid', 'batch.kubernetes.io/controller-uid'].flatMap(key => [
      ['metadata', 'labels', key],
      ['spec', 'template', 'metadata', 'labels', key],
    ]),
  ],
};

/** Finalizers that controllers of Kubernetes set by themselves. */
const finalizers = new Set(['kubernetes.io/pvc-protection', 'foregroundDeletion', 'orphan']);

/**
 * An object without what a cluster has set.
 *
 * @returns `left`: the fields that were left out, for people; without those that were empty
 */
export function withoutServerFields<
  T extends { kind: string; metadata: Record<string, unknown>; [key: string]: unknown },
>(object: T): { object: T; left: string[] } {
  const { kind, metadata } = object;
  const isExported = typeof metadata.uid === 'string';
  const paths = [
    ...ofEveryObject,
    ...(own(ofKind, kind) ?? []),
    ...(isExported && !isOwnChoice(object) ? (own(ofExportedKind, kind) ?? []) : []),
    ...(onlyServerFinalizers(metadata) ? [['metadata', 'finalizers']] : []),
  ];
  const left: string[] = [];
  const result = paths.reduce<T>((within, path) => {
    const { rest, value } = without(within, path);
    if (value === undefined || value === 'None' || (Array.isArray(value) && value[0] === 'None')) {
      return within;
    }
    if (!isEmpty(value)) left.push(pathText(path));
    return rest as T;
  }, object);
  return { object: result, left };
}

/** A Job whose selector is its author's. */
function isOwnChoice(object: Record<string, unknown>): boolean {
  return isRecord(object.spec) && object.spec.manualSelector === true;
}

function onlyServerFinalizers({ finalizers: given }: Record<string, unknown>): boolean {
  return Array.isArray(given) && given.every(one => finalizers.has(one));
}

function isEmpty(value: unknown): boolean {
  return (
    value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)
  );
}

/** A copy without a field, and what stood there; the same object if it is not there. */
function without(within: unknown, [key, ...path]: ObjectPath): { rest: unknown; value?: unknown } {
  if (!isRecord(within) || !Object.hasOwn(within, key)) {
    return { rest: within };
  }
  if (path.length === 0) {
    const { [key]: value, ...rest } = within;
    return { rest, value };
  }
  const inner = without(within[key], path);
  return { rest: { ...within, [key]: inner.rest }, value: inner.value };
}

function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
