import type { Config } from '@backstage/config';
import { PodSecurity, readPodSecurity } from './cluster/podSecurity';

/** What the steps need to know beside their input. */
export interface KubernetesOptions {
  /** File or URL of what installs Skupper where it is missing (`interconnect.skupper.manifest`). */
  skupperManifest?: string;
  /**
   * File or URL of what installs MetalLB where no load balancer answers
   * (`interconnect.loadBalancer.manifest`).
   */
  loadBalancerManifest?: string;
  /** What holds for pods in the namespaces that are made (`interconnect.podSecurity`). */
  podSecurity: PodSecurity;
  /** Of one request to a cluster. */
  requestTimeoutMs: number;
  /** How long `verify` waits for everything to match. */
  verifySeconds: number;
  /** How long a load balancer that is only supposed to be there has to hand out an address. */
  probeSeconds: number;
}

/** Reads what the configuration says about clusters' contents. */
export function readKubernetesOptions(config: Config): KubernetesOptions {
  return {
    skupperManifest: config.getOptionalString('interconnect.skupper.manifest'),
    loadBalancerManifest: config.getOptionalString('interconnect.loadBalancer.manifest'),
    podSecurity: readPodSecurity(config),
    requestTimeoutMs: 15_000,
    verifySeconds: 60,
    probeSeconds: 60,
  };
}
