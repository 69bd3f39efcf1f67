import type { V1EndpointSlice, V1Service } from '@kubernetes/client-node';
import { readyEndpoints } from './endpoints';

/** Where a connection is sent. */
export interface Target {
  host: string;
  port: number;
}

/** One address and port that the proxy should listen on. */
export interface ListenerRule {
  address: string;
  port: number;
  kind: 'clusterIP' | 'loadBalancer';
  /** `namespace/name` of the Service. */
  service: string;
  /** Ready endpoints; may be empty for a load balancer. */
  targets: Target[];
  /** CIDRs that may connect; empty: all. */
  sourceRanges: string[];
}

/**
 * What the proxy should listen on: each TCP port of each Service on its ClusterIP, and on its load
 * balancer's addresses. A ClusterIP without ready endpoint is not listened on, so that a connection
 * is refused at once. On a load balancer's address the proxy always listens, because somebody cut
 * off must not even learn that it refuses.
 *
 * @param toLoopback - the address on which a pod address really listens
 */
export function wantedListeners(
  services: V1Service[],
  slices: V1EndpointSlice[],
  toLoopback: (podIP: string) => string,
): Map<string, ListenerRule> {
  const byService = groupByService(slices);
  const rules = new Map<string, ListenerRule>();
  for (const service of services) {
    const key = `${service.metadata?.namespace}/${service.metadata?.name}`;
    const endpoints = readyEndpoints(service, byService.get(key) ?? []);
    for (const { name = '', port, protocol } of service.spec?.ports ?? []) {
      if ((protocol ?? 'TCP') !== 'TCP') continue;
      const targets = endpoints.flatMap(endpoint =>
        endpoint.ports[name]
          ? [{ host: toLoopback(endpoint.address), port: endpoint.ports[name] }]
          : [],
      );
      for (const { address, kind } of addressesOf(service)) {
        if (kind === 'clusterIP' && targets.length === 0) continue;
        const sourceRanges =
          kind === 'loadBalancer' ? (service.spec?.loadBalancerSourceRanges ?? []) : [];
        rules.set(`${address}:${port}`, {
          ...{ address, port, kind, service: key, targets, sourceRanges },
        });
      }
    }
  }
  return rules;
}

function addressesOf({ spec, status }: V1Service): Pick<ListenerRule, 'address' | 'kind'>[] {
  const isLoadBalancer = spec?.type === 'LoadBalancer';
  const clusterIP = spec?.clusterIP && spec.clusterIP !== 'None' ? [spec.clusterIP] : [];
  const ingress = isLoadBalancer ? (status?.loadBalancer?.ingress ?? []) : [];
  return [
    ...clusterIP.map(address => ({ address, kind: 'clusterIP' as const })),
    ...ingress.flatMap(({ ip }) => (ip ? [{ address: ip, kind: 'loadBalancer' as const }] : [])),
  ];
}

function groupByService(slices: V1EndpointSlice[]): Map<string, V1EndpointSlice[]> {
  const groups = new Map<string, V1EndpointSlice[]>();
  for (const slice of slices) {
    const { namespace, labels } = slice.metadata ?? {};
    const key = `${namespace}/${labels?.['kubernetes.io/service-name']}`;
    groups.set(key, [...(groups.get(key) ?? []), slice]);
  }
  return groups;
}
