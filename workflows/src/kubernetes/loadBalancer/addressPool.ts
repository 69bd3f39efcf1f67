import {
  type DeployLoadBalancerInput,
  labelsOf,
  type NetworkRef,
} from '@interconnect/backstage-plugin-interconnect-common';
import { type ClusterClient, failure, type KubernetesObject, nameOf } from '../client';
import { networkOwnership, sourcesApplied, sourcesLabel } from '../cluster/labels';
import { otherPools } from './detect';
import { rangesOverlap } from './rangesOverlap';
import { IPAddressPool, L2Advertisement, metallbApi } from './types';

/**
 * The pool of one network: only Services in its namespace get these addresses, and only those of
 * which the allowed sources are set. Named like the namespace, which only one network of a cluster
 * can have.
 *
 * @param namespace - where MetalLB looks for pools
 */
export function poolOf(
  network: NetworkRef,
  namespace: string,
  addresses: readonly string[],
  labels: Record<string, string>,
): IPAddressPool {
  return {
    apiVersion: metallbApi,
    kind: 'IPAddressPool',
    metadata: { name: network.namespace, namespace, labels },
    spec: {
      addresses: [...addresses],
      autoAssign: true,
      serviceAllocation: {
        namespaces: [network.namespace],
        serviceSelectors: [{ matchLabels: { [sourcesLabel]: sourcesApplied } }],
      },
    },
  };
}

/**
 * Makes the pool's addresses reachable in the local network; without it nobody would answer for
 * them.
 */
export function advertisementOf(
  network: NetworkRef,
  namespace: string,
  labels: Record<string, string>,
): L2Advertisement {
  return {
    apiVersion: metallbApi,
    kind: 'L2Advertisement',
    metadata: { name: network.namespace, namespace, labels },
    spec: { ipAddressPools: [network.namespace] },
  };
}

/** Two ranges that have an address in common, from different lists; for people. */
export function overlapOf(
  one: readonly string[],
  other: readonly string[],
  overlap: (a: string, b: string) => boolean,
): { mine: string; theirs: string } | undefined {
  for (const mine of one) {
    const theirs = other.find(range => overlap(mine, range));
    if (theirs !== undefined) return { mine, theirs };
  }
  return undefined;
}

/** What gives a network its addresses; nothing where it takes what MetalLB has. */
export function poolObjects(
  { network, addresses, kind }: DeployLoadBalancerInput,
  namespace: string,
): KubernetesObject[] {
  const labels = labelsOf(network, { kind });
  return addresses
    ? [poolOf(network, namespace, addresses, labels), advertisementOf(network, namespace, labels)]
    : [];
}

/**
 * Refuses, where MetalLB is, a network that would have no address, and addresses of another pool.
 *
 * @throws failures `Missing` and `InvalidInput`
 */
export async function requirePool(
  client: ClusterClient,
  { network, addresses }: DeployLoadBalancerInput,
): Promise<void> {
  const pools = await otherPools(client, networkOwnership(network));
  if (!addresses && pools.length === 0) {
    throw failure(
      'missing',
      `MetalLB on ${client.cluster} has no addresses to hand out; give hub.loadBalancer.addresses`,
    );
  }
  for (const pool of pools) {
    const clash = overlapOf(addresses ?? [], pool.spec?.addresses ?? [], rangesOverlap);
    if (clash) {
      throw failure(
        'invalidInput',
        `hub.loadBalancer.addresses: ${clash.mine} overlaps ${clash.theirs} of ${nameOf(pool)} on ${client.cluster}`,
      );
    }
  }
}
