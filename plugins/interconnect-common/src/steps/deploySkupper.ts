import { Application } from '../document/schema';
import { NetworkRef } from '../network/types';
import { createNetwork, wholeNamespace } from './createNetwork';
import { deployLoadBalancer } from './deployLoadBalancer';
import { StepDefinition } from './StepDefinition';

/** @public */
export interface DeploySkupperInput {
  kind: 'deploySkupper';
  network: NetworkRef;
  cluster: string;
  role: 'hub' | 'spoke';
  allowedSources?: string[];
  /** Of a hub: how often its authority has been replaced; absent: never. */
  authority?: number;
  /** Of a hub: whether it has an authority for TLS between routers and applications. */
  tls?: true;
}

/**
 * Makes a cluster a member. A hub needs its load balancer, a spoke needs only that there is a
 * network.
 */
export const deploySkupper = {
  kind: 'deploySkupper',
  desired: ({ network, hub, spokes, applications, authority }) => [
    {
      kind: 'deploySkupper',
      network,
      cluster: hub.cluster,
      role: 'hub',
      ...(hub.loadBalancer?.allowedSources && {
        allowedSources: hub.loadBalancer.allowedSources,
      }),
      ...(authority && { authority }),
      ...(hasTls(applications) && { tls: true as const }),
    },
    ...spokes.map(({ cluster }): DeploySkupperInput => ({
      kind: 'deploySkupper',
      network,
      cluster,
      role: 'spoke',
    })),
  ],
  needs: ({ cluster, role }, among) =>
    role === 'hub' ? among.on(deployLoadBalancer, cluster) : among.all(createNetwork),
  members: ({ cluster, role, allowedSources = [] }) =>
    role === 'hub'
      ? { hub: { cluster, loadBalancer: { allowedSources } } }
      : { spokes: [{ cluster }] },
  asked: true,
  makes: ({ network }) => [wholeNamespace(network)],
  applySummary: ({ cluster, role }) => `${cluster}: Skupper as ${role}`,
  removeSummary: ({ cluster }) => `${cluster}: remove the network's Skupper site`,
} satisfies StepDefinition<DeploySkupperInput>;

/** Whether routers talk TLS with any of these applications. */
export function hasTls(applications: readonly Application[]): boolean {
  return applications.some(({ tls }) => tls !== undefined);
}
