import * as addresses from './addresses';
import {
  adminKubeconfigOf,
  mergedAdminKubeconfig,
  mergedWorkerKubeconfig,
  workerKubeconfigOf,
} from './cluster/kubeconfig';
import { curl, type CurlOptions, type CurlResult } from './curl';
import { takeDown } from './down';
import { killProcess, setPath, startCluster, stopCluster } from './faults';
import { withLock } from './lock';
import { skupperManifestFile } from './skupper/manifestFile';
import { snapshotCluster } from './snapshot';
import { readState, requireCluster, running, stateDirectory } from './state';
import { readStatus, type LabStatus } from './status';
import { toolPaths } from './tools/paths';
import { bringUp, type UpOptions } from './up';

/** A running lab. */
export interface Lab {
  instance: number;
  /** State folder. */
  dir: string;
  clusters: string[];
  /** Kubeconfig of the administrators, with a context for every cluster. */
  kubeconfig: string;
  /** Kubeconfig of one cluster's administrator. */
  kubeconfigOf(cluster: string): string;
  /**
   * What the product gets: kubeconfig of the ServiceAccount in `workflows/deploy/rbac.yaml`, with a
   * context for every cluster.
   */
  workerKubeconfig: string;
  /** The same of one cluster. */
  workerKubeconfigOf(cluster: string): string;
  /** A load balancer pool for examples. */
  pool(): string;
  /** Manifest that installs Skupper (here: its stand-in). */
  skupperManifest: string;
  /** Manifest that installs MetalLB. */
  metallbManifest: string;
  /** An HTTP request as a client inside the cluster would make it. */
  curl(cluster: string, url: string, options?: CurlOptions): Promise<CurlResult>;
  /** Cuts the wide-area path of a cluster's routers; its API server stays. */
  cut(spoke: string): Promise<void>;
  heal(spoke: string): Promise<void>;
  /** Ends a cluster's API server. */
  stop(cluster: string): Promise<void>;
  /** Starts a cluster's API server again, with its data. */
  start(cluster: string): Promise<void>;
  /**
   * `kill -9` of a process by its name in {@link LabStatus.processes}, or of a pod's:
   * `cluster-1/shop/my-backend`.
   */
  kill(process: string): Promise<void>;
  status(): Promise<LabStatus>;
  /**
   * All objects of each cluster as `apiVersion/kind namespace/name`, without what comes and goes by
   * itself.
   */
  snapshot(): Promise<Record<string, string[]>>;
  /** Ends every process; `purge` removes the data as well. */
  down(options?: { purge?: boolean }): Promise<void>;
}

/** Starts a lab, or what is missing of it, and attaches to it. Builds and fetches missing tools. */
export async function up(options: Partial<UpOptions> = {}): Promise<Lab> {
  const instance = options.instance ?? 0;
  await bringUp({ ...options, instance });
  return attach(instance);
}

/** Attaches to a running lab. @throws when it is not running */
export async function attach(instance: number): Promise<Lab> {
  const dir = stateDirectory(instance);
  const state = readState(dir, instance);
  if (running(state).length === 0) {
    throw new Error(
      `lab ${instance} is not running; start it with "npm run lab -- up --instance ${instance}"`,
    );
  }
  const known = (cluster: string) => requireCluster(state.clusters, cluster);
  return {
    instance,
    dir,
    clusters: state.clusters,
    kubeconfig: mergedAdminKubeconfig(dir),
    kubeconfigOf: cluster => adminKubeconfigOf(dir, known(cluster)),
    workerKubeconfig: mergedWorkerKubeconfig(dir),
    workerKubeconfigOf: cluster => workerKubeconfigOf(dir, known(cluster)),
    pool: () => addresses.pool(instance),
    skupperManifest: skupperManifestFile(dir),
    metallbManifest: toolPaths.metallbManifest(),
    curl: async (cluster, url, options) => curl(instance, known(cluster), url, options),
    cut: async spoke => setPath(instance, known(spoke), '/cut'),
    heal: async spoke => setPath(instance, known(spoke), '/heal'),
    stop: async cluster => stopCluster(instance, known(cluster)),
    start: async cluster => startCluster(instance, known(cluster)),
    kill: name => killProcess(instance, name),
    status: () => readStatus(instance),
    snapshot: async () => {
      const lines = state.clusters.map(cluster => snapshotCluster({ dir, instance, cluster }));
      return Object.fromEntries((await Promise.all(lines)).map((l, n) => [state.clusters[n], l]));
    },
    down: options => down(instance, options),
  };
}

/** Ends every process of a lab, whatever state it is in. */
export async function down(instance: number, options: { purge?: boolean } = {}): Promise<void> {
  const dir = stateDirectory(instance);
  await withLock(`${dir}.lock`, () => takeDown(dir, instance, options.purge));
}
