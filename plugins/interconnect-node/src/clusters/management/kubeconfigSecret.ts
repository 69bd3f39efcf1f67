import type { V1Secret } from '@kubernetes/client-node';
import { type Cluster, createCluster, unusableCluster } from '../Cluster';
import { inlineKubeconfig } from './inlineKubeconfig';
import { Refusal, refusalOf } from './Refusal';

/** Type of the Secrets that Cluster API makes for its clusters. */
export const secretType = 'cluster.x-k8s.io/secret';
/** Label with the name of the cluster. */
export const clusterNameLabel = 'cluster.x-k8s.io/cluster-name';
const suffix = '-kubeconfig';

/**
 * The cluster that a KubeConfig Secret of Cluster API describes. Undefined for another Secret of a
 * cluster: its authority, or a second kubeconfig that is for people (`<cluster>-user-kubeconfig`).
 *
 * @param management - name of the cluster that has the Secret
 * @param signsIn - whether this process needs the credentials
 */
export function clusterOfSecret(
  { metadata, data }: V1Secret,
  management: string,
  signsIn: boolean,
): Cluster | undefined {
  const secret = metadata?.name ?? '';
  const name = secret.slice(0, -suffix.length);
  const label = metadata?.labels?.[clusterNameLabel];
  // A name that is too long for a label is there as a hash.
  const isOfCluster = label === undefined || label === name || label.startsWith('hash_');
  if (!secret.endsWith(suffix) || !name || !isOfCluster) return undefined;
  const source = `Secret ${metadata?.namespace}/${secret} on ${management}`;
  try {
    const value = data?.value;
    if (!value) throw new Refusal('is not there: the Secret has no data.value');
    const kubeConfig = inlineKubeconfig(Buffer.from(value, 'base64').toString('utf8'), name);
    return createCluster(
      { name, labels: {}, source },
      signsIn ? () => kubeConfig : withoutCredentials(name),
    );
  } catch (error) {
    return unusableCluster({ name, source }, `its kubeconfig ${refusalOf(error)} (${source})`);
  }
}

/** For processes that never reach the cluster: they keep no credentials of it. */
export function withoutCredentials(name: string): () => never {
  return () => {
    throw new Error(`Credentials of cluster '${name}' are kept by workers alone`);
  };
}
