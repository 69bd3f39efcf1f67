import type { KubeConfig } from '@kubernetes/client-node';

/**
 * A Kubernetes cluster that networks may span: what people and policies may know about it. It holds
 * no credentials, so it may be serialised. `kubeConfigOf` has the credentials.
 *
 * @public
 */
export interface Cluster {
  /** Unique name; documents name members by it. */
  readonly name: string;
  /** For people. */
  readonly title?: string;
  /** From `interconnect.clusters[]`, and from the ClusterProfile that it comes from. */
  readonly labels: Readonly<Record<string, string>>;
  /** Projects that may use the cluster; absent: all. */
  readonly projects?: readonly string[];
  /** Domain below which it names its Services; absent: `cluster.local`. */
  readonly clusterDomain?: string;
  /**
   * Where it was found: `kubernetes.clusterLocatorMethods`, `interconnect.kubeconfig`, an object of
   * a management cluster, or a source of a module.
   */
  readonly source: string;
  /** Why no network can span it, for people; absent: one can, as far as the configuration tells. */
  readonly unusable?: string;
}

/** Kept outside the objects, so that no serialiser, logger or inspector can meet a credential. */
const credentials = new WeakMap<Cluster, () => KubeConfig>();

/**
 * Makes a cluster. Its credentials are kept apart from the object.
 *
 * @param cluster - the public part
 * @param load - reads the credentials; it is called each time they are needed
 * @public
 */
export function createCluster(cluster: Cluster, load: () => KubeConfig): Cluster {
  const made = Object.freeze({ ...cluster });
  credentials.set(made, load);
  return made;
}

/** A cluster that is configured in a way that nobody can reach it with. */
export function unusableCluster(
  cluster: Pick<Cluster, 'name' | 'source' | 'title'> & Partial<Pick<Cluster, 'labels'>>,
  unusable: string,
): Cluster {
  return createCluster({ labels: {}, ...cluster, unusable }, () => {
    throw new Error(`Cluster '${cluster.name}' is not usable: ${unusable}`);
  });
}

/** The same cluster, with more said about it. @public */
export function describeCluster(
  cluster: Cluster,
  more: Partial<Pick<Cluster, 'labels' | 'projects' | 'clusterDomain'>>,
): Cluster {
  const load = credentials.get(cluster);
  const made = Object.freeze({ ...cluster, ...more });
  if (load) credentials.set(made, load);
  return made;
}

/**
 * How to reach a cluster. Never log, return or store the result.
 *
 * @throws Error when the cluster is a copy, or comes from a source that knows names only
 * @public
 */
export function kubeConfigOf(cluster: Cluster): KubeConfig {
  const load = credentials.get(cluster);
  if (!load) {
    throw new Error(
      `No credentials are known for cluster '${cluster.name}' (source: ${cluster.source}): name it in ` +
        `'kubernetes.clusterLocatorMethods' (type 'config') or in the file of 'interconnect.kubeconfig'`,
    );
  }
  return load();
}
