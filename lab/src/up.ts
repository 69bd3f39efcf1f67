import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { clusterName, clusterNumber, DEFAULT_CLUSTERS, etcdPort, MAX_CLUSTERS } from './addresses';
import { apiServer, apiServerName, controllerManager, etcd, nodeAgent } from './cluster/commands';
import { clusterFiles, ensureCredentials } from './cluster/credentials';
import { writeAdminKubeconfigs, writeWorkerKubeconfigs } from './cluster/kubeconfig';
import { apiGet, apiGetJson, isReady, type ApiTarget } from './cluster/request';
import { workerToken } from './cluster/workerAccount';
import { takeDown } from './down';
import { withLock } from './lock';
import { terminate } from './processes';
import { readState, running, stateDirectory, writeState } from './state';
import { ensureProcess, requireAlive, type Table } from './supervise';
import { ensureTools } from './tools/ensureTools';
import { waitFor } from './wait';

/** Options of {@link bringUp}. */
export interface UpOptions {
  instance: number;
  /**
   * How many clusters there should be at least; clusters that exist stay. Default: those that
   * exist, or three.
   */
  clusters?: number;
  log?: (line: string) => void;
  /** Aborting stops the start and ends what it had started. */
  signal?: AbortSignal;
}

/**
 * Starts what is not running of a lab: etcd, and for each cluster API server, controller manager,
 * node, and the account of the worker. Running it again changes nothing. What it started is ended
 * when it fails.
 */
export async function bringUp(options: UpOptions): Promise<void> {
  const { instance, log = () => {}, signal } = options;
  const dir = stateDirectory(instance);
  await ensureTools({ log, signal });
  await withLock(
    `${dir}.lock`,
    async () => {
      const table: Table = { dir, state: readState(dir, instance) };
      const before = new Set(running(table.state).map(p => p.pid));
      try {
        await start(table, options);
      } catch (error) {
        if (before.size === 0) await takeDown(dir, instance);
        else await terminate(running(table.state).filter(p => !before.has(p.pid)));
        throw error;
      }
    },
    { signal, onWait: pid => log(`waiting: process ${pid} is starting or ending lab ${instance}`) },
  );
}

async function start(table: Table, { instance, clusters, log = () => {}, signal }: UpOptions) {
  const { dir, state } = table;
  const begin = Date.now();
  state.clusters = wantedClusters(state.clusters, clusters);
  writeState(dir, state);
  log(`starting lab ${instance}: ${state.clusters.join(', ')}`);

  await ensureProcess(table, etcd(dir, instance));
  await waitFor('etcd answers', () => accepts(etcdPort(instance)), {
    ...{ timeoutMs: 60_000, signal, everyMs: 50 },
    failed: () => requireAlive(table, 'etcd'),
  });
  for (const cluster of state.clusters) {
    ensureCredentials(clusterFiles(dir, cluster));
    await ensureProcess(table, apiServer(dir, instance, cluster));
  }
  await Promise.all(state.clusters.map(c => apiServerReady(table, c, signal)));
  writeAdminKubeconfigs(dir, instance, state.clusters);
  for (const cluster of state.clusters) {
    await ensureProcess(table, controllerManager(dir, cluster));
    const node = nodeAgent(dir, instance, cluster);
    if (node) await ensureProcess(table, node);
  }
  const [accounts] = await Promise.all([
    Promise.all(state.clusters.map(c => workerAccount(table, c, signal))),
    ...state.clusters.map(c => clusterReady(table, c, signal)),
  ]);
  writeWorkerKubeconfigs(dir, instance, accounts);
  log(`lab ${instance} is ready (${((Date.now() - begin) / 1000).toFixed(1)} s)`);
}

/** Clusters that exist plus those that are missing to the number asked for. */
export function wantedClusters(existing: string[], count?: number): string[] {
  if (count !== undefined && !(Number.isInteger(count) && count >= 1 && count <= MAX_CLUSTERS)) {
    throw new Error(`${count} clusters are not possible: 1 to ${MAX_CLUSTERS} are accepted`);
  }
  const wanted = count ?? (existing.length || DEFAULT_CLUSTERS);
  const names = new Set(existing);
  for (let c = 1; c <= wanted; c++) names.add(clusterName(c));
  return [...names].sort((a, b) => clusterNumber(a) - clusterNumber(b));
}

/** Waits until a cluster's API server says that it is ready. */
export async function apiServerReady(table: Table, cluster: string, signal?: AbortSignal) {
  const target = targetOf(table, cluster);
  const { certificate } = clusterFiles(table.dir, cluster);
  await waitFor(
    `${cluster}: API server is ready`,
    () => existsSync(certificate) && isReady(target),
    {
      ...{ timeoutMs: 120_000, signal },
      failed: () => requireAlive(table, apiServerName(cluster)),
    },
  );
}

async function workerAccount(table: Table, cluster: string, signal?: AbortSignal) {
  return { cluster, token: await workerToken(targetOf(table, cluster), signal) };
}

/**
 * Waits until workloads can run: the default namespace has its service account, and the node is
 * Ready.
 */
async function clusterReady(table: Table, cluster: string, signal?: AbortSignal) {
  const target = targetOf(table, cluster);
  const mine = Object.values(table.state.processes).filter(p => p.cluster === cluster);
  const failed = () => mine.forEach(p => requireAlive(table, p.name));
  const account = '/api/v1/namespaces/default/serviceaccounts/default';
  const found = async (path: string) => (await apiGet(target, path)).status === 200;
  await waitFor(`${cluster}: namespace default has its service account`, () => found(account), {
    ...{ timeoutMs: 60_000, signal, failed },
  });
  if (!mine.some(p => p.name === `node-${cluster}`)) return;
  await waitFor(`${cluster}: node is Ready`, () => nodeReady(target), {
    ...{ timeoutMs: 60_000, signal, failed },
  });
}

interface NodeList {
  items: { status?: { conditions?: { type: string; status: string }[] } }[];
}

async function nodeReady(target: ApiTarget): Promise<boolean> {
  const { items } = await apiGetJson<NodeList>(target, '/api/v1/nodes');
  return items.some(n =>
    n.status?.conditions?.some(c => c.type === 'Ready' && c.status === 'True'),
  );
}

function targetOf({ dir, state }: Table, cluster: string): ApiTarget {
  return { dir, instance: state.instance, cluster };
}

function accepts(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
