import { groupOf } from '../../document/clusterScoped';

/** API groups of which no kind is an application's, each with what its kinds would do. */
const refusedGroups: Record<string, string> = {
  'admissionregistration.k8s.io': 'decides what the cluster accepts',
  'apiextensions.k8s.io': 'gives the cluster new kinds',
  'apiregistration.k8s.io': 'gives the cluster new APIs',
  'authentication.k8s.io': 'gives or checks credentials of the cluster',
  'authorization.k8s.io': 'asks for rights on the cluster',
  'certificates.k8s.io': 'gives credentials of the cluster',
  'metallb.io': 'belongs to the load balancer, which the network sets up',
  'rbac.authorization.k8s.io': 'hands on rights on the cluster',
  'skupper.io': 'belongs to Skupper, which the network sets up',
};

/** Single kinds of other groups. */
const refusedKinds: Record<string, string> = {
  Binding: 'puts a pod of somebody else onto a node',
  Endpoints: 'sends the traffic of a Service wherever it says',
  'discovery.k8s.io/EndpointSlice': 'sends the traffic of a Service wherever it says',
  'policy/Eviction': 'ends pods',
};

/** `apps/Deployment`; of the core group the kind alone. @public */
export function kindOfObject({ apiVersion, kind }: { apiVersion: string; kind: string }): string {
  const group = groupOf(apiVersion);
  return group ? `${group}/${kind}` : kind;
}

/**
 * Why no manifest may hold an object of this kind, whatever the configuration says; undefined if
 * one may.
 */
export function refusedKind(object: { apiVersion: string; kind: string }): string | undefined {
  const group = groupOf(object.apiVersion);
  const kind = kindOfObject(object);
  if (Object.hasOwn(refusedGroups, group)) {
    return refusedGroups[group];
  }
  return Object.hasOwn(refusedKinds, kind) ? refusedKinds[kind] : undefined;
}
