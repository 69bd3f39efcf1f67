import { labelsOf, type NetworkRef } from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, isFailure } from '../client';
import { networkOwnership, sourcesApplied, sourcesLabel } from '../cluster/labels';
import { removeAndWait } from '../cluster/waitGone';
import { StepContext } from '../StepContext';
import { hasAddress } from './detect';
import { ServiceWithAddress } from './types';

/**
 * Finds out whether something hands out load balancer addresses, where nothing that could be looked
 * at says so: asks for one with a Service that is removed again.
 *
 * @returns whether it got one in time
 */
export async function probeLoadBalancer(
  step: StepContext,
  client: ClusterClient,
  network: NetworkRef,
): Promise<boolean> {
  const labels = {
    ...labelsOf(network, { kind: 'deployLoadBalancer' }),
    [sourcesLabel]: sourcesApplied,
  };
  const probe = await client.apply<ServiceWithAddress>(
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'interconnect-probe', namespace: network.namespace, labels },
      spec: {
        type: 'LoadBalancer',
        ports: [{ port: 55671, protocol: 'TCP' }],
        // Nothing is behind it, and nobody is to ask.
        loadBalancerSourceRanges: ['127.0.0.1/32'],
      } as object,
    },
    networkOwnership(network),
  );
  try {
    return await step.until<boolean>(
      `a load balancer on ${client.cluster} to hand out an address`,
      async () => {
        const service = await client.get<ServiceWithAddress>(probe);
        return service && hasAddress(service) ? { done: true } : { seen: 'no address yet' };
      },
      step.options.probeSeconds,
    );
  } catch (error) {
    if (isFailure(error, 'notReady') || isFailure(error, 'notReadyInTime')) return false;
    throw error;
  } finally {
    await removeAndWait(step, client, [probe]);
  }
}
