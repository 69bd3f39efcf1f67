import { groupOf } from './clusterScoped';
import { isRecord } from './disclosure';
import { ObjectPath } from './objectShape';

/** What the pods of a workload are made from. */
export interface PodTemplate {
  /** Of `spec`, in the workload. */
  path: ObjectPath;
  labels: Record<string, unknown>;
  containers: { path: ObjectPath; container: Record<string, unknown> }[];
}

/** Where it stands, by the kinds of Kubernetes itself. */
const places: Record<string, ObjectPath> = {
  Pod: [],
  ReplicationController: ['spec', 'template'],
  'apps/DaemonSet': ['spec', 'template'],
  'apps/Deployment': ['spec', 'template'],
  'apps/ReplicaSet': ['spec', 'template'],
  'apps/StatefulSet': ['spec', 'template'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  'batch/Job': ['spec', 'template'],
};

/** What an object makes pods from; undefined if it makes none. */
export function podTemplateOf(object: Record<string, unknown>): PodTemplate | undefined {
  const group = groupOf(`${object.apiVersion}`);
  const kind = group ? `${group}/${object.kind}` : `${object.kind}`;
  if (!Object.hasOwn(places, kind)) return undefined;
  const place = places[kind];
  const path = [...place, 'spec'];
  const spec = valueAt(object, path);
  const labels = valueAt(object, [...place, 'metadata', 'labels']);
  return {
    path,
    labels: isRecord(labels) ? labels : {},
    containers: ['initContainers', 'containers'].flatMap(list => {
      const given = isRecord(spec) ? spec[list] : undefined;
      return (Array.isArray(given) ? given : []).flatMap((container: unknown, index) =>
        isRecord(container) ? [{ path: [...path, list, index], container }] : [],
      );
    }),
  };
}

function valueAt(object: unknown, path: ObjectPath): unknown {
  return path.reduce<unknown>(
    (within, key) => (isRecord(within) && Object.hasOwn(within, key) ? within[key] : undefined),
    object,
  );
}
