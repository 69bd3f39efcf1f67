import { clusterNumber, egressAddress } from './addresses';
import { apiServer, apiServerName, controllerManager, nodeAgent } from './cluster/commands';
import { apiGetJson } from './cluster/request';
import { withLock } from './lock';
import { callNode } from './nodeControl';
import { API_SERVER_GRACE_MS } from './down';
import { podProcesses } from './podProcesses';
import { isAlive, signal, terminate } from './processes';
import { type Pod } from './status';
import { readState, requireCluster, running, stateDirectory, writeState } from './state';
import { ensureProcess } from './supervise';
import { apiServerReady } from './up';

/**
 * Cuts or heals the wide-area path of a cluster's routers; its API server stays. Every cluster's
 * node must agree.
 */
export async function setPath(
  instance: number,
  spoke: string,
  path: '/cut' | '/heal',
): Promise<void> {
  const { clusters } = readState(stateDirectory(instance), instance);
  const message = { egress: egressAddress(instance, clusterNumber(spoke)) };
  await Promise.all(clusters.map(cluster => callNode(instance, cluster, path, message)));
}

/** Ends a cluster's API server. Its data and everything else of the cluster stay. */
export async function stopCluster(instance: number, cluster: string): Promise<void> {
  const dir = stateDirectory(instance);
  await withLock(`${dir}.lock`, async () => {
    const state = readState(dir, instance);
    const entry = state.processes[apiServerName(cluster)];
    if (!entry) throw new Error(`${cluster} has no API server to stop; lab ${instance} is down`);
    entry.stopped = true;
    writeState(dir, state);
    await terminate([entry], API_SERVER_GRACE_MS);
  });
}

/**
 * Starts a cluster's API server again, and what else of the cluster is not running. Returns when it
 * is ready.
 */
export async function startCluster(instance: number, cluster: string): Promise<void> {
  const dir = stateDirectory(instance);
  await withLock(`${dir}.lock`, async () => {
    const table = { dir, state: readState(dir, instance) };
    await ensureProcess(table, apiServer(dir, instance, cluster));
    await apiServerReady(table, cluster);
    await ensureProcess(table, controllerManager(dir, cluster));
    const node = nodeAgent(dir, instance, cluster);
    if (node) await ensureProcess(table, node);
  });
}

/**
 * `kill -9` of a process of the table, or of all processes of a pod: `<cluster>/<namespace>/<pod>`,
 * where the first part of a made-up name is enough (`cluster-1/shop/my-backend`).
 * @throws names what there is when `name` is none of it
 */
export async function killProcess(instance: number, name: string): Promise<void> {
  const dir = stateDirectory(instance);
  const state = readState(dir, instance);
  const found = name.includes('/')
    ? await podVictims({ dir, instance, clusters: state.clusters }, name)
    : running(state).filter(p => p.name === name);
  if (found.length === 0) {
    const names = running(state).map(p => p.name);
    throw new Error(
      `"${name}" is no running process of lab ${instance}; there are ${names.join(', ')}, and pods as <cluster>/<namespace>/<pod>`,
    );
  }
  found.forEach(process => signal(process, 'SIGKILL'));
  await terminate(found, 1000);
}

async function podVictims(
  lab: { dir: string; instance: number; clusters: string[] },
  name: string,
) {
  const [cluster, namespace, pod] = name.split('/');
  const { dir, instance } = lab;
  const target = { dir, instance, cluster: requireCluster(lab.clusters, cluster) };
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
  const { items } = await apiGetJson<{ items: Pod[] }>(target, path);
  const uids = items
    .filter(({ metadata }) => metadata.name === pod || metadata.name.startsWith(`${pod}-`))
    .map(({ metadata }) => metadata.uid);
  return podProcesses(dir).filter(p => uids.includes(p.podUid) && isAlive(p));
}
