import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { Config } from '@backstage/config';
import { KubeConfig } from '@kubernetes/client-node';
import { Cluster, createCluster } from './Cluster';

const key = 'interconnect.kubeconfig';

/** Clusters of the kubeconfig file that `interconnect.kubeconfig` names: every context is one, named like the context. */
export function clustersFromKubeconfig(config: Config): Cluster[] {
  const configured = config.getOptionalString(key);
  if (configured === undefined) return [];
  const file = resolve(configured.replace(/^~(?=$|\/)/, () => homedir()));

  const contexts = readKubeconfig(file).getContexts() ?? [];
  if (contexts.length === 0) {
    throw new Error(`${key}: ${file} names no contexts, so it names no clusters`);
  }
  return contexts.map(({ name, cluster, user }, index) => {
    if (![name, cluster, user].every(part => typeof part === 'string' && part)) {
      throw new Error(`${key}: contexts[${index}] of ${file} needs a name, a cluster and a user`);
    }
    const load = () => {
      // Read again each time: credentials in kubeconfig files are replaced while processes run.
      const kubeConfig = readKubeconfig(file);
      kubeConfig.setCurrentContext(name);
      requireParts(kubeConfig, name, file);
      return kubeConfig;
    };
    return createCluster({ name, labels: {}, source: key }, load);
  });
}

function readKubeconfig(file: string): KubeConfig {
  const kubeConfig = new KubeConfig();
  try {
    kubeConfig.loadFromFile(file);
  } catch (error) {
    // The parser's messages quote the file, which holds credentials.
    const code = (error as NodeJS.ErrnoException).code;
    throw new Error(
      `${key}: ${file} ${
        code === 'ENOENT'
          ? 'does not exist'
          : `cannot be read as a kubeconfig${code ? ` (${code})` : ''}`
      }`,
    );
  }
  return kubeConfig;
}

function requireParts(kubeConfig: KubeConfig, context: string, file: string) {
  if (!kubeConfig.getCurrentCluster()?.server || !kubeConfig.getCurrentUser()) {
    throw new Error(
      `${key}: context '${context}' of ${file} names a cluster or a user that is not in the file`,
    );
  }
}
