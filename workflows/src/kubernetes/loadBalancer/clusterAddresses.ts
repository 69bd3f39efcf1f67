import { isIP, isIPv4 } from 'node:net';
import { type ClusterClient, failure, type KubernetesObject, nameOf } from '../client';
import { overlapping } from './rangesOverlap';

type Node = KubernetesObject<
  { podCIDRs?: string[] },
  { addresses?: { type: string; address: string }[] }
>;
type ServiceCidr = KubernetesObject<{ cidrs?: string[] }>;
type Service = KubernetesObject<{ clusterIPs?: string[]; externalIPs?: string[] }>;

/** Addresses that a cluster uses itself. */
export interface Used {
  /** An address or a CIDR. */
  range: string;
  /** `the InternalIP of Node a`. */
  what: string;
}

/** What the cluster shows of its addresses. */
export interface ClusterAddresses {
  server: string;
  nodes: Node[];
  serviceCidrs: ServiceCidr[];
  services: Service[];
}

/**
 * Refuses a pool with an address of the cluster's own: whoever answers for it would take it over
 * from a node, the gateway or the API server. And one of which no Service can get an address.
 *
 * @throws failure `InvalidInput`
 */
export async function refuseClusterAddresses(
  client: ClusterClient,
  pool: readonly string[],
): Promise<void> {
  const [nodes, serviceCidrs, services] = await Promise.all([
    client.list<Node>({ apiVersion: 'v1', kind: 'Node' }),
    client.list<ServiceCidr>({ apiVersion: 'networking.k8s.io/v1', kind: 'ServiceCIDR' }),
    client.list<Service>({ apiVersion: 'v1', kind: 'Service' }),
  ]);
  refuseOtherFamily(client.cluster, pool, { serviceCidrs, services });
  const used = usedAddresses({ server: client.server, nodes, serviceCidrs, services });
  for (const range of pool) {
    const overlaps = overlapping(range);
    const clash = used.find(one => overlaps(one.range));
    if (clash) {
      throw failure(
        'invalidInput',
        `hub.loadBalancer.addresses: ${range} overlaps ${clash.range}, ${clash.what} on ${client.cluster} ` +
          `(accepted: addresses that nothing else uses)`,
      );
    }
  }
}

/** A Service gets external addresses of the families of its ClusterIPs. */
function refuseOtherFamily(
  cluster: string,
  pool: readonly string[],
  { serviceCidrs, services }: Pick<ClusterAddresses, 'serviceCidrs' | 'services'>,
): void {
  const shown = [
    ...serviceCidrs.flatMap(({ spec }) => spec?.cidrs ?? []),
    ...services.flatMap(({ spec }) => spec?.clusterIPs ?? []),
  ];
  const [only, another] = [4, 6].filter(family => shown.some(one => familyOf(one) === family));
  if (only === undefined || another !== undefined) return;
  if (pool.some(range => familyOf(range) === only)) return;
  throw failure(
    'invalidInput',
    `hub.loadBalancer.addresses: ${pool.join(', ')} is not IPv${only}, and Services on ${cluster} have IPv${only} ` +
      `addresses only (accepted: a range of IPv${only}, alone or beside others)`,
  );
}

function familyOf(range: string): number {
  return isIP(range.split(/[-/]/)[0].trim());
}

/**
 * As far as Kubernetes shows them. It knows no gateway: the usual ones of the nodes' networks are
 * taken for it.
 */
function usedAddresses({ server, nodes, serviceCidrs, services }: ClusterAddresses): Used[] {
  const host = URL.canParse(server) ? new URL(server).hostname.replace(/^\[|\]$/g, '') : '';
  return [
    { range: host, what: 'the API server' },
    ...nodes.flatMap(addressesOfNode),
    ...nodes.flatMap(node =>
      (node.spec?.podCIDRs ?? []).map(range => ({ range, what: `for pods of ${nameOf(node)}` })),
    ),
    ...nodes.flatMap(gatewaysOf),
    ...serviceCidrs.flatMap(({ spec }) =>
      (spec?.cidrs ?? []).map(range => ({ range, what: 'for ClusterIPs' })),
    ),
    ...services.flatMap(service => [
      ...(service.spec?.clusterIPs ?? []).map(range => ({
        range,
        what: `the ClusterIP of ${nameOf(service)}`,
      })),
      ...(service.spec?.externalIPs ?? []).map(range => ({
        range,
        what: `an external IP of ${nameOf(service)}`,
      })),
    ]),
  ].filter(({ range }) => isIP(range.split('/')[0]) !== 0);
}

function addressesOfNode(node: Node): Used[] {
  return (node.status?.addresses ?? []).map(({ type, address }) => ({
    range: address,
    what: `the ${type} of ${nameOf(node)}`,
  }));
}

function gatewaysOf(node: Node): Used[] {
  return (node.status?.addresses ?? [])
    .filter(({ address }) => isIPv4(address))
    .flatMap(({ address }) =>
      ['1', '254'].map(last => ({
        range: address.replace(/\d+$/, last),
        what: `probably the gateway of ${nameOf(node)}`,
      })),
    );
}
