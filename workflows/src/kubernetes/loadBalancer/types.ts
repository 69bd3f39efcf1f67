import { KubernetesObject } from '../client';

/** Version of MetalLB's kinds. */
export const metallbApi = 'metallb.io/v1beta1';

/** Annotation by which a Service asks for an address of this pool and of no other. */
export const poolAnnotation = 'metallb.io/address-pool';

export type IPAddressPool = KubernetesObject<
  {
    addresses: string[];
    autoAssign?: boolean;
    serviceAllocation?: {
      namespaces?: string[];
      serviceSelectors?: { matchLabels?: Record<string, string> }[];
    };
  },
  { availableIPv4?: number; availableIPv6?: number }
>;

export type L2Advertisement = KubernetesObject<{ ipAddressPools: string[] }>;

export type ServiceWithAddress = KubernetesObject<
  { type?: string; loadBalancerSourceRanges?: string[]; ipFamilies?: string[] },
  { loadBalancer?: { ingress?: { ip?: string; hostname?: string }[] } }
>;
