import { KubernetesObject } from '../client';

/** Version of MetalLB's kinds. */
export const metallbApi = 'metallb.io/v1beta1';

export type IPAddressPool = KubernetesObject<
  { addresses: string[]; serviceAllocation?: { namespaces?: string[] } },
  { availableIPv4?: number; availableIPv6?: number }
>;

export type L2Advertisement = KubernetesObject<{ ipAddressPools: string[] }>;

export type ServiceWithAddress = KubernetesObject<
  { type?: string; loadBalancerSourceRanges?: string[] },
  { loadBalancer?: { ingress?: { ip?: string; hostname?: string }[] } }
>;
