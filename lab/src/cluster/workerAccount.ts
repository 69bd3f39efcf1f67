import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { clusterNumber } from '../addresses';
import { CHECKOUT } from '../state';
import { toolPaths } from '../tools/paths';
import { run } from '../tools/run';
import { waitFor } from '../wait';
import { adminKubeconfigOf, workerKubeconfigOf } from './kubeconfig';
import { apiGet, type ApiTarget } from './request';

/** What operators apply to their clusters, and the lab to its own. */
const WORKER_MANIFESTS = ['rbac.yaml', 'admission.yaml'];
/** The first cluster is also the management cluster: what is applied to that one, beside. */
const MIRROR_MANIFESTS = ['mirror'];

const NAMESPACE = 'backstage-interconnect';
const ACCOUNT = 'interconnect-worker';

/**
 * Applies the worker's RBAC to a cluster and gets a token of its ServiceAccount; the one of before
 * when it is still good.
 *
 * @returns the token
 */
export async function workerToken(target: ApiTarget, signal?: AbortSignal): Promise<string> {
  const { dir, cluster } = target;
  const kubectl = (...args: string[]) =>
    run(toolPaths.kubectl(), ['--kubeconfig', adminKubeconfigOf(dir, cluster), ...args], {
      signal,
    });
  const manifests = [
    ...WORKER_MANIFESTS,
    ...(clusterNumber(cluster) === 1 ? MIRROR_MANIFESTS : []),
  ].map(name => join(CHECKOUT, 'workflows', 'deploy', name));
  await kubectl('apply', ...manifests.flatMap(file => ['-f', file]));
  const known = tokenOfBefore(dir, cluster);
  if (known && (await mayListNamespaces(target, known))) return known;
  const words = ['create', 'token', ACCOUNT, '--namespace', NAMESPACE, '--duration', '87600h'];
  const token = (await kubectl(...words)).trim();
  const what = `${cluster}: the worker's account may do its work`;
  await waitFor(what, () => mayListNamespaces(target, token), { timeoutMs: 30_000, signal });
  return token;
}

async function mayListNamespaces(target: ApiTarget, token: string): Promise<boolean> {
  return (await apiGet(target, '/api/v1/namespaces?limit=1', { token })).status === 200;
}

function tokenOfBefore(dir: string, cluster: string): string | undefined {
  const file = workerKubeconfigOf(dir, cluster);
  if (!existsSync(file)) return undefined;
  const config = parse(readFileSync(file, 'utf8')) as { users: { user: { token: string } }[] };
  return config.users[0].user.token;
}
