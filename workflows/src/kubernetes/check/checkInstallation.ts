import type {
  DeployLoadBalancerInput,
  DeploySkupperInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { ClusterClient } from '../client';
import { tryInstall } from '../cluster/installation';
import { poolObjects, requirePool } from '../loadBalancer/addressPool';
import { refuseClusterAddresses } from '../loadBalancer/clusterAddresses';
import { detectLoadBalancer } from '../loadBalancer/detect';
import { readMetallb } from '../loadBalancer/readMetallb';
import type { KubernetesOptions } from '../options';
import { isSkupperThere, readSkupper } from '../skupper/installSkupper';
import { checkOwn } from './checkOwn';
import type { Told } from './findings';

/** With what clusters are asked. */
export interface Asking {
  options: KubernetesOptions;
  signal: AbortSignal;
}

/** Whether Skupper is on a cluster, or could be installed there. */
export async function checkSkupper(
  client: ClusterClient,
  { network }: DeploySkupperInput,
  { options, signal }: Asking,
): Promise<Told[]> {
  if (await isSkupperThere(client, network)) return [];
  await tryInstall(client, 'skupper', await readSkupper(client, options, signal));
  return [];
}

/**
 * Whether a hub can have addresses, and those of its pool. Where nothing is there that could be
 * looked at and no pool is asked for, only the rollout finds out: it asks for an address.
 */
export async function checkLoadBalancer(
  client: ClusterClient,
  input: DeployLoadBalancerInput,
  { options, signal }: Asking,
): Promise<Told[]> {
  const { network, addresses } = input;
  if (addresses) await refuseClusterAddresses(client, addresses);
  const found = await detectLoadBalancer(client);
  switch (found.kind) {
    case 'other':
      return addresses ? [{ finding: 'warning', text: withoutEffect(found.service) }] : [];
    case 'none':
      if (addresses) {
        await tryInstall(client, 'metallb', await readMetallb(client, options, signal));
      }
      return [];
    case 'metallb': {
      await requirePool(client, input);
      const namespace = found.controller.metadata.namespace ?? '';
      return checkOwn(client, network, poolObjects(input, namespace));
    }
  }
}

const withoutEffect = (service: string) =>
  `hub.loadBalancer.addresses has no effect: something else than MetalLB hands out addresses (to ${service})`;
