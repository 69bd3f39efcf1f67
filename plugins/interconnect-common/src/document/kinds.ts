import { nearest } from '../text/nearest';
import { groupOf } from './clusterScoped';
import { Problem } from './objectShape';

/** Kinds in a namespace that Kubernetes itself serves and manifests are made of, by API group. */
const namespacedKinds: Record<string, string[]> = {
  '': [
    'ConfigMap',
    'Endpoints',
    'LimitRange',
    'PersistentVolumeClaim',
    'Pod',
    'PodTemplate',
    'ReplicationController',
    'ResourceQuota',
    'Secret',
    'Service',
    'ServiceAccount',
  ],
  apps: ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  autoscaling: ['HorizontalPodAutoscaler'],
  batch: ['CronJob', 'Job'],
  'discovery.k8s.io': ['EndpointSlice'],
  'networking.k8s.io': ['Ingress', 'NetworkPolicy'],
  policy: ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io': ['Role', 'RoleBinding'],
};

const groups = new Map(
  Object.entries(namespacedKinds).flatMap(([group, kinds]) => kinds.map(kind => [kind, group])),
);

/**
 * A kind that is misspelled, or that stands with the API group of another: which one was probably
 * meant can be said without a cluster. What is near to nothing may be a kind of a newer Kubernetes.
 */
export function misspelledKind(apiVersion: string, kind: string): Problem[] {
  const group = groupOf(apiVersion);
  const kinds = Object.hasOwn(namespacedKinds, group) ? namespacedKinds[group] : undefined;
  if (kinds?.includes(kind) || (!kinds && mayExist(group))) {
    return [];
  }
  const near = kinds && (nearest(kind, kinds) ?? nearest(kind, [...groups.keys()]));
  const meant = groups.has(kind) ? kind : near;
  const home = meant === undefined ? undefined : groups.get(meant);
  return meant === undefined || home === undefined
    ? []
    : [
        {
          path: ['kind'],
          message: `is no kind of ${group || 'the core API'} (${apiVersion})`,
          accepted:
            home === group
              ? meant
              : `${meant}, with an apiVersion of ${home || 'the core API (v1)'}`,
        },
      ];
}

/**
 * Whether somebody may have made such an API group: theirs have a dot, and are not a misspelled one
 * of Kubernetes.
 */
function mayExist(group: string): boolean {
  return group.includes('.') && nearest(group, Object.keys(namespacedKinds)) === undefined;
}
