import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, resolve } from 'node:path';
import { Config } from '@backstage/config';
import { type Context, KubeConfig } from '@kubernetes/client-node';
import { Cluster, createCluster, unusableCluster } from './Cluster';
import { missingProgram } from './missingProgram';

const key = 'interconnect.kubeconfig';

/**
 * The clusters of the kubeconfig files that `interconnect.kubeconfig` names. Each context is one,
 * with the context's name. Several files are one list, as in `KUBECONFIG`: the first that has a
 * name decides about it, and one that is missing is left out as long as there is another.
 *
 * @param warn - is told which files are left out
 * @param signsIn - whether this process signs in: then the programs that users sign in with have to
 *   be here
 */
export function clustersFromKubeconfig(
  config: Config,
  warn: (text: string) => void,
  signsIn: boolean,
): Cluster[] {
  const configured = config.getOptionalString(key);
  if (configured === undefined) return [];
  const files = configured
    .split(delimiter)
    .map(file => file.trim())
    .filter(Boolean)
    .map(file => resolve(file.replace(/^~(?=$|\/)/, () => homedir())));
  const kubeConfig = readFiles(files, warn);
  const contexts = kubeConfig.getContexts().filter(({ name }) => typeof name === 'string');
  if (contexts.length === 0) {
    throw new Error(`${key}: ${files.join(', ')} names no contexts, so it names no clusters`);
  }
  return contexts.map(context => {
    const { name } = context;
    const missing = signsIn ? missingProgram(kubeConfig.getUser(context.user)?.exec) : undefined;
    const trouble = troubleOf(kubeConfig, context) ?? missing;
    if (trouble) return unusableCluster({ name, source: key }, trouble);
    // Read each time, because credentials in kubeconfig files change while processes run.
    const load = () => contextOf(readFiles(files), name);
    return createCluster({ name, labels: {}, source: key }, load);
  });
}

/** Why nobody can reach a cluster with a context; undefined when somebody may. */
function troubleOf(kubeConfig: KubeConfig, context: Context): string | undefined {
  const { name, cluster, user } = context;
  if (/\s/.test(name)) {
    const better = name.trim().toLowerCase().replace(/\s+/g, '-');
    return (
      'no document can name it, because its name has blanks: rename its context, for example with ' +
      `kubectl config rename-context '${name}' ${better}`
    );
  }
  const file = 'the kubeconfig';
  if (!kubeConfig.getCluster(cluster)?.server) {
    return `its context in ${file} names a cluster that is not there, or has no server`;
  }
  if (typeof user !== 'string' || !user) {
    return `its context in ${file} names no user, so nobody can sign in there`;
  }
  return kubeConfig.getUser(user)
    ? undefined
    : `its context in ${file} names a user that is not there`;
}

function readFiles(files: readonly string[], warn?: (text: string) => void): KubeConfig {
  const parts: KubeConfig[] = [];
  const errors: Error[] = [];
  for (const file of files) {
    try {
      parts.push(readKubeconfig(file));
    } catch (error) {
      errors.push(error as Error);
    }
  }
  if (parts.length === 0) throw errors[0] ?? new Error(`${key} names no file`);
  errors.forEach(({ message }) => warn?.(message));
  if (parts.length === 1) return parts[0];
  const all = new KubeConfig();
  all.loadFromOptions({
    clusters: firstOfEach(parts.flatMap(part => part.getClusters())),
    users: firstOfEach(parts.flatMap(part => part.getUsers())),
    contexts: firstOfEach(parts.flatMap(part => part.getContexts())),
    currentContext: '',
  });
  return all;
}

function firstOfEach<T extends { name: string }>(named: T[]): T[] {
  const first = new Map<string, T>();
  for (const one of named) if (!first.has(one.name)) first.set(one.name, one);
  return [...first.values()];
}

/** Two changes within this time can leave the same time stamp and size. */
const changesSettleMs = 1000;

const filesRead = new Map<string, { version?: string; kubeConfig: KubeConfig }>();

/**
 * The file as it is now, or as it was while somebody is writing it. It is read again only when it
 * has changed. Do not modify the result.
 */
function readKubeconfig(file: string): KubeConfig {
  const known = filesRead.get(file);
  try {
    const { mtimeMs, ctimeMs, size, ino } = statSync(file);
    const version = [mtimeMs, ctimeMs, size, ino].join();
    if (known?.version === version) return known.kubeConfig;

    const kubeConfig = new KubeConfig();
    // An entry without a name, or a context without a cluster, is left out: the others stay.
    kubeConfig.loadFromFile(file, { onInvalidEntry: 'filter' });
    kubeConfig.getUsers().forEach(user => trimToken(user));
    const isSettled = Date.now() - Math.max(mtimeMs, ctimeMs) > changesSettleMs;
    filesRead.set(file, { ...(isSettled && { version }), kubeConfig });
    return kubeConfig;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (known && code === undefined) return known.kubeConfig;
    // The parser's messages quote the file, and the file holds credentials.
    throw new Error(
      `${key}: ${file} ${
        code === 'ENOENT'
          ? 'does not exist'
          : `cannot be read as a kubeconfig${code ? ` (${code})` : ''}`
      }`,
    );
  }
}

/** A line break behind a token, as `echo` leaves it, would make a header that nobody accepts. */
function trimToken(user: { token?: string }) {
  if (typeof user.token === 'string') user.token = user.token.trim();
}

/** One context, with only its own cluster and user. */
function contextOf(all: KubeConfig, name: string): KubeConfig {
  const context = all.getContextObject(name);
  const trouble = context
    ? troubleOf(all, context)
    : 'its context is not in the kubeconfig any more';
  if (!context || trouble) throw new Error(`Cluster '${name}' is not usable: ${trouble}`);
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromOptions({
    clusters: [all.getCluster(context.cluster)],
    users: [all.getUser(context.user)],
    contexts: [context],
    currentContext: name,
  });
  return kubeConfig;
}
