import { Config } from '@backstage/config';
import { Cluster, describeCluster } from './Cluster';
import { clustersFromKubeconfig } from './kubeconfigFile';
import { clustersFromLocatorMethods } from './locatorMethods';

const section = 'interconnect.clusters';

/**
 * All clusters that the configuration names, in its order: those of
 * `kubernetes.clusterLocatorMethods` (type `config`), then the contexts of
 * `interconnect.kubeconfig`, each with its labels and projects from `interconnect.clusters[]`.
 *
 * @param config - the root configuration
 * @param options - `more`: clusters from modules, which come last; `interconnect.clusters[]` may
 *   describe them too. `warn`: called for entries of `interconnect.clusters[]` that no source knows
 * @throws Error that names the key, what is wrong and what is accepted
 * @public
 */
export function readClusters(
  config: Config,
  options: { more?: readonly Cluster[]; warn?: (message: string) => void } = {},
): Cluster[] {
  const found = [
    ...clustersFromLocatorMethods(config),
    ...clustersFromKubeconfig(config),
    ...(options.more ?? []),
  ];
  const byName = new Map<string, Cluster>();
  for (const cluster of found) {
    const twin = byName.get(cluster.name);
    if (twin) {
      throw new Error(
        twin.source === cluster.source
          ? `Cluster '${cluster.name}' stands twice in ${cluster.source}: names must be unique`
          : `Cluster '${cluster.name}' stands in ${twin.source} and in ${cluster.source}: names must be unique`,
      );
    }
    byName.set(cluster.name, cluster);
  }
  describe(config, byName, options.warn);
  return [...byName.values()];
}

/** Adds what `interconnect.clusters[]` says. */
function describe(
  config: Config,
  clusters: Map<string, Cluster>,
  warn: (message: string) => void = () => {},
) {
  const described = new Set<string>();
  for (const [index, entry] of (config.getOptionalConfigArray(section) ?? []).entries()) {
    const name = entry.getString('name');
    if (described.has(name)) {
      throw new Error(`${section}[${index}]: cluster '${name}' is described twice`);
    }
    described.add(name);
    const cluster = clusters.get(name);
    if (!cluster) {
      const known = [...clusters.keys()].join(', ') || 'none';
      warn(`${section}[${index}]: no cluster is named '${name}' (known: ${known})`);
      continue;
    }
    const labels = entry.getOptional<Record<string, unknown>>('labels') ?? {};
    const projects = entry.getOptionalStringArray('projects');
    clusters.set(
      name,
      describeCluster(cluster, {
        labels: textValues(labels, `${section}[${index}].labels`),
        ...(projects && { projects }),
      }),
    );
  }
}

function textValues(labels: Record<string, unknown>, path: string): Record<string, string> {
  if (typeof labels !== 'object' || Array.isArray(labels)) {
    throw new Error(`${path} is not an object of texts`);
  }
  for (const [key, value] of Object.entries(labels)) {
    if (typeof value !== 'string') {
      throw new Error(`${path}.${key} is ${JSON.stringify(value)}: only a text is accepted`);
    }
  }
  return labels as Record<string, string>;
}
