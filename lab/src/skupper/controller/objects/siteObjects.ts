import { Site } from '../../api/types';
import { KubeObject, Service } from '../../../kube/types';
import { ownedBy } from './owners';

const NAME = 'skupper-router';

/** What a router may do in its namespace. */
const ROUTER_RULES = [
  rule('', ['secrets', 'pods'], ['get', 'list', 'watch']),
  rule('', ['configmaps'], ['get', 'list', 'watch', 'create', 'update', 'delete']),
  rule('apps', ['deployments'], ['get']),
  rule('', ['secrets'], ['update', 'delete']),
  rule('', ['services'], ['get', 'list', 'watch']),
  rule('coordination.k8s.io', ['leases'], ['get', 'list', 'watch', 'create', 'update', 'delete']),
];

/**
 * ServiceAccount, Role and RoleBinding under which a site's router runs; none when the Site names
 * an account of its own.
 */
export function routerAccount(site: Site): KubeObject[] {
  if (site.spec?.serviceAccount) return [];
  const metadata = {
    name: NAME,
    namespace: site.metadata.namespace,
    ownerReferences: ownedBy(site),
  };
  const rbac = 'rbac.authorization.k8s.io';
  const role = { apiVersion: `${rbac}/v1`, kind: 'Role', metadata, rules: ROUTER_RULES };
  const binding = {
    apiVersion: `${rbac}/v1`,
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: rbac, kind: 'Role', name: NAME },
    subjects: [{ kind: 'ServiceAccount', name: NAME }],
  };
  return [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata }, role, binding];
}

/** The Service by which clients inside the cluster reach the router itself. */
export function localService(site: Site): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'skupper-router-local',
      namespace: site.metadata.namespace,
      ownerReferences: ownedBy(site),
    },
    spec: {
      type: 'ClusterIP',
      ports: [{ name: 'amqps', port: 5671, protocol: 'TCP', targetPort: 5671 }],
      selector: {
        'app.kubernetes.io/name': NAME,
        'app.kubernetes.io/part-of': 'skupper',
        application: NAME,
        'skupper.io/component': 'router',
      },
    },
  };
}

function rule(group: string, resources: string[], verbs: string[]) {
  return { apiGroups: [group], resources, verbs };
}
