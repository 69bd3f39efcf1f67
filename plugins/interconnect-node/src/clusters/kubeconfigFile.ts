import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { Config } from '@backstage/config';
import { KubeConfig } from '@kubernetes/client-node';
import { Cluster, createCluster } from './Cluster';

const key = 'interconnect.kubeconfig';

/**
 * The clusters of the kubeconfig file that `interconnect.kubeconfig` names. Each context is one,
 * with the context's name.
 */
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
    // Read each time, because credentials in kubeconfig files change while processes run.
    const load = () => contextOf(readKubeconfig(file), name, file);
    return createCluster({ name, labels: {}, source: key }, load);
  });
}

/** Two changes within this time can leave the same time stamp and size. */
const changesSettleMs = 1000;

const filesRead = new Map<string, { version: string; kubeConfig: KubeConfig }>();

/** The file as it is now. It is read again only when it has changed. Do not modify the result. */
function readKubeconfig(file: string): KubeConfig {
  try {
    const { mtimeMs, ctimeMs, size, ino } = statSync(file);
    const version = [mtimeMs, ctimeMs, size, ino].join();
    const known = filesRead.get(file);
    if (known?.version === version) return known.kubeConfig;

    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromFile(file);
    if (Date.now() - Math.max(mtimeMs, ctimeMs) > changesSettleMs) {
      filesRead.set(file, { version, kubeConfig });
    }
    return kubeConfig;
  } catch (error) {
    // The parser's messages quote the file, and the file holds credentials.
    const code = (error as NodeJS.ErrnoException).code;
    throw new Error(
      `${key}: ${file} ${
        code === 'ENOENT'
          ? 'does not exist'
          : `cannot be read as a kubeconfig${code ? ` (${code})` : ''}`
      }`,
    );
  }
}

/** One context of the file, with only its own cluster and user. */
function contextOf(all: KubeConfig, name: string, file: string): KubeConfig {
  const context = all.getContextObject(name);
  const cluster = context && all.getCluster(context.cluster);
  const user = context && all.getUser(context.user);
  if (!cluster?.server || !user) {
    throw new Error(
      `${key}: context '${name}' of ${file} names a cluster or a user that is not in the file`,
    );
  }
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromOptions({
    clusters: [cluster],
    users: [user],
    contexts: [context],
    currentContext: name,
  });
  return kubeConfig;
}
