import { Config } from '@backstage/config';
import { Cluster, describeCluster, unusableCluster } from './Cluster';
import { clustersFromKubeconfig } from './kubeconfigFile';
import { clustersFromLocatorMethods } from './locatorMethods';

const section = 'interconnect.clusters';

/**
 * All clusters that the configuration names, in its order: those of
 * `kubernetes.clusterLocatorMethods` (type `config`), then the contexts of
 * `interconnect.kubeconfig`, each with its labels and projects from `interconnect.clusters[]`. What
 * management clusters know comes last. It never takes the name of a cluster that the configuration
 * names: whoever may write there must not be able to switch that one off.
 *
 * @param config - the root configuration
 * @param options - `more`: clusters from modules; `interconnect.clusters[]` may describe them too.
 *   `discovered`: those of `ManagementClusters`, which come last. `warn`: called for clusters that
 *   are not usable or left out, for entries of `interconnect.clusters[]` that no source knows, and
 *   for files that are left out. `signsIn`: in the worker, which needs the programs that users of
 *   kubeconfigs sign in with
 * @throws Error that names the key, what is wrong and what is accepted
 * @public
 */
export function readClusters(
  config: Config,
  options: {
    more?: readonly Cluster[];
    discovered?: readonly Cluster[];
    warn?: (message: string) => void;
    signsIn?: boolean;
  } = {},
): Cluster[] {
  const { warn = () => {}, signsIn = false } = options;
  const byName = uniqueByName([
    ...clustersFromLocatorMethods(config),
    ...clustersFromKubeconfig(config, warn, signsIn),
    ...(options.more ?? []),
  ]);
  for (const [name, cluster] of uniqueByName(options.discovered ?? [])) {
    const twin = byName.get(name);
    if (twin) warn(`${cluster.source} is left out: ${twin.source} has a cluster '${name}'`);
    else byName.set(name, cluster);
  }
  describe(config, byName, warn);
  for (const { name, unusable } of byName.values()) {
    if (unusable) warn(`Cluster '${name}' is not usable: ${unusable}`);
  }
  return [...byName.values()];
}

/** A name that stands twice is one cluster, which is not usable. */
function uniqueByName(found: readonly Cluster[]): Map<string, Cluster> {
  const byName = new Map<string, Cluster>();
  for (const cluster of found) {
    const twin = byName.get(cluster.name);
    const places =
      twin?.source === cluster.source
        ? `twice in ${cluster.source}`
        : `in ${twin?.source} and in ${cluster.source}`;
    byName.set(
      cluster.name,
      twin ? unusableCluster(twin, `it stands ${places}: names must be unique`) : cluster,
    );
  }
  return byName;
}

/** Adds what `interconnect.clusters[]` says. */
function describe(config: Config, clusters: Map<string, Cluster>, warn: (message: string) => void) {
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
    const clusterDomain = domainOf(entry, `${section}[${index}].clusterDomain`);
    clusters.set(
      name,
      describeCluster(cluster, {
        labels: { ...cluster.labels, ...textValues(labels, `${section}[${index}].labels`) },
        ...(projects && { projects }),
        ...(clusterDomain && { clusterDomain }),
      }),
    );
  }
}

const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
const domainPattern = new RegExp(`^${label}(\\.${label})*$`);

function domainOf(entry: Config, path: string): string | undefined {
  const domain = entry.getOptionalString('clusterDomain');
  if (domain !== undefined && !(domainPattern.test(domain) && domain.length <= 200)) {
    throw new Error(
      `${path} is ${JSON.stringify(domain)} (accepted: a domain in lower case, like cluster.local, without a dot at its end)`,
    );
  }
  return domain;
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
