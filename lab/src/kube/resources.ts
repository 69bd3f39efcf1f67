import { ObjectMeta } from './types';

const RESOURCES: Record<string, { group: string; plural: string }> = {
  ConfigMap: { group: '/api/v1', plural: 'configmaps' },
  Pod: { group: '/api/v1', plural: 'pods' },
  Secret: { group: '/api/v1', plural: 'secrets' },
  Service: { group: '/api/v1', plural: 'services' },
  ServiceAccount: { group: '/api/v1', plural: 'serviceaccounts' },
  Deployment: { group: '/apis/apps/v1', plural: 'deployments' },
  Namespace: { group: '/api/v1', plural: 'namespaces' },
  ClusterRole: { group: '/apis/rbac.authorization.k8s.io/v1', plural: 'clusterroles' },
  ClusterRoleBinding: {
    group: '/apis/rbac.authorization.k8s.io/v1',
    plural: 'clusterrolebindings',
  },
  CustomResourceDefinition: {
    group: '/apis/apiextensions.k8s.io/v1',
    plural: 'customresourcedefinitions',
  },
  IPAddressPool: { group: '/apis/metallb.io/v1beta1', plural: 'ipaddresspools' },
  Role: { group: '/apis/rbac.authorization.k8s.io/v1', plural: 'roles' },
  RoleBinding: { group: '/apis/rbac.authorization.k8s.io/v1', plural: 'rolebindings' },
  Site: { group: '/apis/skupper.io/v2alpha1', plural: 'sites' },
  Link: { group: '/apis/skupper.io/v2alpha1', plural: 'links' },
  Listener: { group: '/apis/skupper.io/v2alpha1', plural: 'listeners' },
  Connector: { group: '/apis/skupper.io/v2alpha1', plural: 'connectors' },
  Certificate: { group: '/apis/skupper.io/v2alpha1', plural: 'certificates' },
  RouterAccess: { group: '/apis/skupper.io/v2alpha1', plural: 'routeraccesses' },
  SecuredAccess: { group: '/apis/skupper.io/v2alpha1', plural: 'securedaccesses' },
};

/** Path of all objects of a kind, in one namespace or in all. */
export function collectionPath(kind: string, namespace?: string): string {
  const { group, plural } = resourceOf(kind);
  const scope = namespace ? `/namespaces/${namespace}` : '';
  return `${group}${scope}/${plural}`;
}

/** A kind as the API server's messages name it, e.g. `sites.skupper.io`. */
export function resourceName(kind: string): string {
  const { group, plural } = resourceOf(kind);
  const [, , apiGroup, version] = group.split('/');
  return version ? `${plural}.${apiGroup}` : plural;
}

function resourceOf(kind: string) {
  const resource = RESOURCES[kind];
  if (!resource) throw new Error(`${kind} is no kind that the stand-ins know`);
  return resource;
}

/** Path of one namespaced object. */
export function objectPath(object: { kind: string; metadata: ObjectMeta }): string {
  return `${collectionPath(object.kind, object.metadata.namespace)}/${object.metadata.name}`;
}
