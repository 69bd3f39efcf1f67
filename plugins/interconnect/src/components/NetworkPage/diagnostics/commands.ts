import { linkNameOf } from '@interconnect/backstage-plugin-interconnect-common';

/** kubectl on one cluster, in the namespace of the network. */
export interface Target {
  cluster: string;
  namespace: string;
  role: 'hub' | 'spoke';
}

function kubectl({ cluster, namespace }: Target, command: string): string {
  return `kubectl --context ${cluster} -n ${namespace} ${command}`;
}

/** Does the cluster take part? */
export function memberCommands(target: Target): string[] {
  return [kubectl(target, 'get sites -o wide')];
}

/** How is the link, and since when? The hub has none of its own: it sees the spokes in its Site. */
export function linkCommands(target: Target): string[] {
  return target.role === 'hub'
    ? [kubectl(target, "get sites -o jsonpath='{.items[*].status.network}'")]
    : [
        kubectl(target, 'get links.skupper.io'),
        kubectl(target, `describe link ${linkNameOf(target.cluster)}`),
      ];
}

/** What is published and offered here? */
export function serviceCommands(target: Target): string[] {
  return [
    kubectl(target, 'get sites,links.skupper.io,listeners,connectors'),
    `kubectl --context ${target.cluster} -n interconnect get services`,
  ];
}

/** Has the hub's load balancer an address? */
export function hubCommands(target: Target): string[] {
  return [kubectl(target, 'get services'), kubectl(target, 'get securedaccesses')];
}

/** Does the router run, and what does it say? */
export function routerCommands(target: Target): string[] {
  return [
    kubectl(target, 'get all'),
    kubectl(target, 'logs deployment/skupper-router -c router --tail=50'),
  ];
}
