import { Config } from '@backstage/config';
import { KubeConfig } from '@kubernetes/client-node';
import { Cluster, createCluster, unusableCluster } from './Cluster';

const section = 'kubernetes.clusterLocatorMethods';

/**
 * Clusters of Backstage's own Kubernetes configuration: the entries of
 * `kubernetes.clusterLocatorMethods` whose type is `config`. A worker has no token of a person, so
 * only the auth provider `serviceAccount` is accepted. Entries of other types (catalog, gke, …) are
 * ignored. An entry that is wrong is a cluster that is not usable, and says why.
 */
export function clustersFromLocatorMethods(config: Config): Cluster[] {
  const methods = config.getOptionalConfigArray(section) ?? [];
  return methods.flatMap((method, m) =>
    method.getString('type') === 'config'
      ? method
          .getConfigArray('clusters')
          .map((entry, c) => clusterFrom(entry, `${section}[${m}].clusters[${c}]`))
      : [],
  );
}

function clusterFrom(entry: Config, path: string): Cluster {
  try {
    return usableCluster(entry, path);
  } catch (error) {
    const name = entry.getOptional('name');
    return unusableCluster(
      { name: typeof name === 'string' && name ? name : path, source: section },
      (error as Error).message,
    );
  }
}

/** @throws Error that names the key, what is wrong and what is accepted */
function usableCluster(entry: Config, path: string): Cluster {
  const name = entry.getString('name');
  const url = clusterUrl(entry.getString('url'), `${path}.url`);
  const metadata = entry.getOptional<Record<string, unknown>>('authMetadata') ?? {};
  const provider =
    entry.getOptionalString('authProvider') ?? metadata['kubernetes.io/auth-provider'];
  if (provider !== 'serviceAccount') {
    throw new Error(
      `${path}.authProvider of cluster '${name}' is ${provider ? `'${provider}'` : 'missing'}: ` +
        `rollouts run without a person's token, so only 'serviceAccount' is accepted`,
    );
  }
  const skipTLSVerify = entry.getOptionalBoolean('skipTLSVerify') ?? false;
  if (url.startsWith('http:') && !skipTLSVerify) {
    throw new Error(
      `${path}.url of cluster '${name}' is not https; that is accepted only with skipTLSVerify: true`,
    );
  }
  const token = entry.getOptionalString('serviceAccountToken')?.trim();
  if (!token) {
    throw new Error(
      `${path}.serviceAccountToken of cluster '${name}' is missing: the token of the service account that ` +
        `carries out rollouts there is needed`,
    );
  }
  const caData = entry.getOptionalString('caData');
  const caFile = entry.getOptionalString('caFile');
  if (caData && caFile) {
    throw new Error(
      `${path} of cluster '${name}' has both caData and caFile: only one is accepted`,
    );
  }

  const load = () => {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromClusterAndUser(
      { name, server: url, caData, caFile, skipTLSVerify },
      { name: 'service-account', token },
    );
    return kubeConfig;
  };
  const title = entry.getOptionalString('title');
  return createCluster({ name, ...(title && { title }), labels: {}, source: section }, load);
}

function clusterUrl(url: string, path: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new Error(
      `${path} '${url}' is not the address of an API server: https://host:port is accepted`,
    );
  }
  return url.replace(/\/+$/, '');
}
