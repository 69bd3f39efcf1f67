import { NetworkRef } from '../network/types';
import { createNetwork } from './createNetwork';
import { StepDefinition } from './StepDefinition';

/** @public */
export interface DeployLoadBalancerInput {
  kind: 'deployLoadBalancer';
  network: NetworkRef;
  /** The hub. */
  cluster: string;
  addresses?: string[];
}

export const deployLoadBalancer = {
  kind: 'deployLoadBalancer',
  desired: ({ network, hub: { cluster, loadBalancer } }) => [
    {
      kind: 'deployLoadBalancer',
      network,
      cluster,
      ...(loadBalancer?.addresses && { addresses: loadBalancer.addresses }),
    },
  ],
  needs: ({ cluster }, among) => among.on(createNetwork, cluster),
  members: ({ cluster, addresses }) => ({
    hub: { cluster, ...(addresses && { loadBalancer: { addresses } }) },
  }),
  asked: true,
  makes: ({ network }) => [`IPAddressPool and L2Advertisement of network ${network.name}`],
  applySummary: ({ cluster, addresses }) =>
    `${cluster}: load balancer${addresses ? ` with addresses ${addresses.join(', ')}` : ''}`,
  removeSummary: ({ cluster }) => `${cluster}: remove the network's load balancer`,
} satisfies StepDefinition<DeployLoadBalancerInput>;
