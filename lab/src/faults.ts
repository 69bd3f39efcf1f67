import { clusterNumber, egressAddress } from './addresses';
import { apiServer, apiServerName, controllerManager, nodeAgent } from './cluster/commands';
import { podProcesses } from './down';
import { withLock } from './lock';
import { callNode } from './nodeControl';
import { isAlive, signal, terminate } from './processes';
import { readState, stateDirectory, writeState } from './state';
import { ensureProcess } from './supervise';
import { apiServerReady } from './up';

/** Cuts or heals the wide-area path of a cluster's routers; its API server stays. Every cluster's node must agree. */
export async function setPath(
  instance: number,
  spoke: string,
  path: '/cut' | '/heal',
): Promise<void> {
  const { clusters } = readState(stateDirectory(instance), instance);
  const message = { egressAddress: egressAddress(instance, clusterNumber(spoke)) };
  await Promise.all(clusters.map(cluster => callNode(instance, cluster, path, message)));
}

/** Ends a cluster's API server, gracefully. Its data and everything else of the cluster stay. */
export async function stopCluster(instance: number, cluster: string): Promise<void> {
  const dir = stateDirectory(instance);
  await withLock(`${dir}.lock`, async () => {
    const state = readState(dir, instance);
    const entry = state.processes[apiServerName(cluster)];
    if (!entry) throw new Error(`${cluster} has no API server to stop; lab ${instance} is down`);
    entry.stopped = true;
    writeState(dir, state);
    await terminate([entry]);
  });
}

/** Starts a cluster's API server again, and what else of the cluster is not running. Returns when it is ready. */
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
 * `kill -9` of a process of the table, or of a pod's process by the name that its node recorded it under.
 * @throws names the processes that there are when `name` is none of them
 */
export async function killProcess(instance: number, name: string): Promise<void> {
  const dir = stateDirectory(instance);
  const processes = [
    ...Object.values(readState(dir, instance).processes),
    ...podProcesses(dir),
  ].filter(isAlive);
  const found = processes.find(p => p.name === name);
  if (!found) {
    throw new Error(
      `"${name}" is no running process of lab ${instance}; there are ${processes.map(p => p.name).join(', ')}`,
    );
  }
  signal(found, 'SIGKILL');
  await terminate([found], 1000);
}
