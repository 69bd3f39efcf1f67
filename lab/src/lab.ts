import { join } from 'node:path';
import * as addresses from './addresses';
import { kubeconfigOf, mergedKubeconfig } from './cluster/kubeconfig';
import { takeDown } from './down';
import { withLock } from './lock';
import { CHECKOUT, readState, running, stateDirectory } from './state';
import { toolPaths } from './tools/paths';
import { bringUp, type UpOptions } from './up';

/** A running lab. */
export interface Lab {
  instance: number;
  /** State folder. */
  dir: string;
  clusters: string[];
  /** Kubeconfig with a context for every cluster. */
  kubeconfig: string;
  /** Kubeconfig of one cluster. */
  kubeconfigOf(cluster: string): string;
  /** A load balancer pool for examples. */
  pool(): string;
  /** Manifest that installs Skupper (here: its stand-in). */
  skupperManifest: string;
  /** Manifest that installs MetalLB. */
  metallbManifest: string;
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
  return {
    instance,
    dir,
    clusters: state.clusters,
    kubeconfig: mergedKubeconfig(dir),
    kubeconfigOf: cluster => kubeconfigOf(dir, requireCluster(state.clusters, cluster)),
    pool: () => addresses.pool(instance),
    skupperManifest: join(CHECKOUT, 'lab', 'manifests', 'skupper.yaml'),
    metallbManifest: toolPaths.metallbManifest(),
    down: options => down(instance, options),
  };
}

/** Ends every process of a lab, whatever state it is in. */
export async function down(instance: number, options: { purge?: boolean } = {}): Promise<void> {
  const dir = stateDirectory(instance);
  await withLock(`${dir}.lock`, () => takeDown(dir, instance, options.purge));
}

/** @throws names the clusters that there are when `cluster` is none of them */
export function requireCluster(clusters: string[], cluster: string): string {
  if (clusters.includes(cluster)) return cluster;
  throw new Error(`"${cluster}" is no cluster of this lab; there are ${clusters.join(', ')}`);
}
