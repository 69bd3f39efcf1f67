import type { Config } from '@backstage/config';
import { renewBeforeMs } from './skupper/authority';
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
  /**
   * How long a controller has to report the same error of an object until the step fails: longer
   * than Skupper's takes to try again.
   */
  errorSeconds: number;
  /** How long a load balancer that is only supposed to be there has to hand out an address. */
  probeSeconds: number;
  /** Certificates are renewed, and named, that long before they end; the TLS authority twice that. */
  renewBeforeMs: number;
  /** A new TLS authority is trusted that long before anything is signed with it. */
  overlapMs: number;
  /**
   * How long an application must run without a restart until it counts as ready
   * (`interconnect.worker.settleSeconds`).
   */
  settleSeconds: number;
}

const settleKey = 'interconnect.worker.settleSeconds';

/** Without a probe, a container that ends soon after its start is Ready until then. */
const defaultSettleSeconds = 10;

/** Reads what the configuration says about clusters' contents. */
export function readKubernetesOptions(config: Config): KubernetesOptions {
  return {
    skupperManifest: config.getOptionalString('interconnect.skupper.manifest'),
    loadBalancerManifest: config.getOptionalString('interconnect.loadBalancer.manifest'),
    podSecurity: readPodSecurity(config),
    requestTimeoutMs: 15_000,
    verifySeconds: 60,
    errorSeconds: 45,
    probeSeconds: 60,
    renewBeforeMs,
    overlapMs: 7 * 24 * 3600 * 1000,
    settleSeconds: readSettleSeconds(config),
  };
}

function readSettleSeconds(config: Config): number {
  const seconds = config.getOptionalNumber(settleKey) ?? defaultSettleSeconds;
  if (!(seconds >= 0)) throw new Error(`${settleKey} is ${seconds}: it must be at least 0`);
  return seconds;
}
