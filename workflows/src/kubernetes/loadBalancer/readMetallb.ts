import { type ClusterClient, failure, type KubernetesObject } from '../client';
import { readManifestFile } from '../cluster/manifestFile';
import type { KubernetesOptions } from '../options';

const manifestKey = 'interconnect.loadBalancer.manifest';

/**
 * What installs MetalLB.
 *
 * @throws failure `Missing` when the configuration does not say
 */
export async function readMetallb(
  client: ClusterClient,
  { loadBalancerManifest }: Pick<KubernetesOptions, 'loadBalancerManifest'>,
  signal: AbortSignal,
): Promise<KubernetesObject[]> {
  if (!loadBalancerManifest) {
    throw failure(
      'missing',
      `No load balancer hands out addresses on ${client.cluster}, and ${manifestKey} does not say what installs one`,
    );
  }
  return readManifestFile(loadBalancerManifest, manifestKey, signal);
}
