import { API_VERSION, Endpoint, RouterAccess, SecuredAccess, Site } from '../../api/types';
import { Service } from '../../../kube/types';
import { CONTROLLED, ownedBy } from './owners';

/** Access types that this controller offers on a plain cluster. */
export const ACCESS_TYPES = ['local', 'loadbalancer'];
/** What `default` means on a plain cluster. */
const DEFAULT_ACCESS_TYPE = 'loadbalancer';

/** Whether a Site's linkAccess asks for a way in at all. */
export function wantsAccess(site: Site): boolean {
  return !['', 'none'].includes(site.spec?.linkAccess ?? '');
}

/** The RouterAccess that a Site's linkAccess implies. */
export function routerAccess(site: Site): RouterAccess | undefined {
  if (!wantsAccess(site)) return undefined;
  const linkAccess = site.spec?.linkAccess;
  return {
    apiVersion: API_VERSION,
    kind: 'RouterAccess',
    metadata: {
      name: 'skupper-router',
      namespace: site.metadata.namespace,
      annotations: { [CONTROLLED]: 'true' },
      ownerReferences: ownedBy(site),
    },
    spec: {
      ...(linkAccess === 'default' ? {} : { accessType: linkAccess }),
      generateTlsCredentials: true,
      issuer: 'skupper-site-ca',
      roles: [
        { name: 'inter-router', port: 55671 },
        { name: 'edge', port: 45671 },
      ],
      tlsCredentials: 'skupper-site-server',
    },
  };
}

/** The SecuredAccess that makes a RouterAccess reachable. */
export function securedAccess(access: RouterAccess, defaultIssuer: string): SecuredAccess {
  const { name, namespace } = access.metadata;
  const { accessType, generateTlsCredentials, issuer, roles, tlsCredentials } = access.spec!;
  return {
    apiVersion: API_VERSION,
    kind: 'SecuredAccess',
    metadata: {
      name,
      namespace,
      annotations: { [CONTROLLED]: 'true', 'internal.skupper.io/routeraccess': name },
      ownerReferences: ownedBy(access),
    },
    spec: {
      ...(accessType ? { accessType } : {}),
      certificate: tlsCredentials,
      ...(generateTlsCredentials ? { issuer: issuer || defaultIssuer } : {}),
      ports: roles.map(role => {
        const port = role.port || (role.name === 'edge' ? 45671 : 55671);
        return { name: role.name, port, targetPort: port, protocol: 'TCP' };
      }),
      selector: { 'skupper.io/component': 'router', 'skupper.io/group': 'skupper-router' },
    },
  };
}

/** The Service of a SecuredAccess. */
export function accessService(access: SecuredAccess): Service {
  const type = access.spec?.accessType || DEFAULT_ACCESS_TYPE;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: access.metadata.name,
      namespace: access.metadata.namespace,
      labels: { 'internal.skupper.io/secured-access': 'true' },
      annotations: { [CONTROLLED]: 'true' },
      ownerReferences: ownedBy(access),
    },
    spec: {
      type: type === 'loadbalancer' ? 'LoadBalancer' : 'ClusterIP',
      ports: access.spec!.ports.map(({ name, port, targetPort, protocol }) => ({
        name,
        port,
        protocol: protocol ?? 'TCP',
        targetPort: targetPort || port,
      })),
      selector: access.spec!.selector,
    },
  };
}

/**
 * Where a SecuredAccess can be reached from outside, as far as it is known.
 * @throws when the access type is not offered
 */
export function accessEndpoints(access: SecuredAccess, service: Service | undefined): Endpoint[] {
  const type = access.spec?.accessType || DEFAULT_ACCESS_TYPE;
  if (!ACCESS_TYPES.includes(type)) throw new Error('unsupported access type');
  const { name, namespace } = access.metadata;
  const hosts =
    type === 'local'
      ? [`${name}.${namespace}`]
      : (service?.status?.loadBalancer?.ingress ?? []).flatMap(i => i.ip || i.hostname || []);
  return hosts.flatMap(host =>
    access.spec!.ports.map(port => ({ host, name: port.name, port: String(port.port) })),
  );
}
