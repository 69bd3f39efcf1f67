import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '@backstage/config';
import { ServiceUnavailableError } from '@backstage/errors';
import type { KubeConfig } from '@kubernetes/client-node';
import type { ClusterSource } from '../../extensions';
import { type Cluster, kubeConfigOf } from '../Cluster';
import { readClusters } from '../readClusters';
import { clusterOfProfile } from './clusterProfile';
import { clusterOfSecret } from './kubeconfigSecret';
import { listingTrouble, Unlisted } from './listingTrouble';
import { listProfiles, listSecrets } from './listObjects';
import { managementKey, type ManagementConfig, readManagementConfig } from './managementConfig';

const defaultEveryMs = 10_000;

/** How management clusters are read. @public */
export interface ManagementOptions {
  /** Called when something cannot be read, once for each reason. */
  warn(message: string): void;
  /** In the worker, which needs the credentials. */
  signsIn: boolean;
  /** Time between two readings; 10 seconds when absent. */
  everyMs?: number;
}

/** Objects of one kind in one namespace of a management cluster, as they were read last. */
interface Inventory {
  /** "KubeConfig Secrets in namespace fleet on cluster-1" */
  what: string;
  management: string;
  list(kubeConfig: KubeConfig): Promise<Cluster[]>;
  clusters?: Cluster[];
  readAt?: Date;
  trouble?: string;
}

/**
 * The clusters that management clusters know (`interconnect.managementClusters`). They are read
 * again and again. What was read last counts while a management cluster does not answer.
 *
 * @public
 */
export class ManagementClusters implements ClusterSource {
  readonly #inventories: readonly Inventory[];
  readonly #end = new AbortController();
  #first?: Promise<void>;

  private constructor(
    private readonly config: Config,
    entries: readonly ManagementConfig[],
    private readonly options: ManagementOptions,
  ) {
    this.#inventories = entries.flatMap(entry => inventoriesOf(entry, options.signsIn));
  }

  /**
   * Reads `interconnect.managementClusters`; undefined when there are none.
   *
   * @throws Error that names the key, what is wrong and what is accepted
   */
  static read(config: Config, options: ManagementOptions): ManagementClusters | undefined {
    const entries = readManagementConfig(config);
    if (entries.length === 0) return undefined;
    const names = readClusters(config).map(({ name }) => name);
    for (const [index, { cluster }] of entries.entries()) {
      if (names.includes(cluster)) continue;
      throw new Error(
        `${managementKey}[${index}].cluster is '${cluster}': the name of a configured cluster is accepted (${names.join(', ') || 'none'})`,
      );
    }
    return new ManagementClusters(config, entries, options);
  }

  /** Begins to read. */
  start(): void {
    if (this.#first) return;
    this.#first = this.#readAll();
    void this.#first.then(() => this.#keepReading());
  }

  /** What was read last stays. */
  stop(): void {
    this.#end.abort();
  }

  /** What was read last; nothing of what was not read yet. */
  get known(): Cluster[] {
    return this.#inventories.flatMap(({ clusters = [] }) => clusters);
  }

  /** What was read when, for people who miss a cluster. */
  get told(): string {
    return this.#inventories.map(told).join('; ');
  }

  /**
   * All clusters that are known.
   *
   * @throws ServiceUnavailableError until everything was read once: a cluster that is not known yet
   * is not one that is gone
   */
  async listClusters(): Promise<Cluster[]> {
    this.start();
    await this.#first;
    const unread = this.#inventories.filter(({ clusters }) => clusters === undefined);
    if (unread.length > 0) {
      throw new ServiceUnavailableError(
        `Not all clusters are known: ${unread.map(told).join('; ')}`,
      );
    }
    return this.known;
  }

  async #keepReading() {
    const { signal } = this.#end;
    while (!signal.aborted) {
      const every = this.options.everyMs ?? defaultEveryMs;
      await pause(every, undefined, { signal, ref: false }).catch(() => {});
      if (!signal.aborted) await this.#readAll();
    }
  }

  async #readAll() {
    await Promise.all(this.#inventories.map(inventory => this.#read(inventory)));
  }

  async #read(inventory: Inventory) {
    try {
      inventory.clusters = await inventory.list(this.#credentials(inventory.management));
      inventory.readAt = new Date();
      inventory.trouble = undefined;
    } catch (error) {
      const trouble = listingTrouble(error);
      if (trouble !== inventory.trouble) {
        this.options.warn(`${inventory.what} could not be read: ${trouble}`);
      }
      inventory.trouble = trouble;
    }
  }

  /** Read each time, as those of every cluster. Here each process signs in. */
  #credentials(name: string): KubeConfig {
    const found = readClusters(this.config, { signsIn: true }).find(
      cluster => cluster.name === name,
    );
    if (!found) throw new Unlisted(`no cluster '${name}' is configured`);
    if (found.unusable) throw new Unlisted(`cluster '${name}' is not usable: ${found.unusable}`);
    return kubeConfigOf(found);
  }
}

function told({ what, readAt, trouble }: Inventory): string {
  if (!readAt) return `${what}: not read yet${trouble ? `, because ${trouble}` : ''}`;
  const since = trouble ? `, and not since then, because ${trouble}` : '';
  return `${what}: read at ${readAt.toISOString()}${since}`;
}

function inventoriesOf(
  { cluster, kubeconfigSecrets, clusterProfiles }: ManagementConfig,
  signsIn: boolean,
): Inventory[] {
  const isCluster = (found: Cluster | undefined) => found !== undefined;
  const inventories: Inventory[] = [];
  if (kubeconfigSecrets) {
    inventories.push({
      what: `KubeConfig Secrets in namespace ${kubeconfigSecrets.namespace} on ${cluster}`,
      management: cluster,
      list: async kubeConfig =>
        (await listSecrets(kubeConfig, kubeconfigSecrets))
          .map(secret => clusterOfSecret(secret, cluster, signsIn))
          .filter(isCluster),
    });
  }
  if (clusterProfiles) {
    const { providers } = clusterProfiles;
    inventories.push({
      what: `ClusterProfiles in namespace ${clusterProfiles.namespace} on ${cluster}`,
      management: cluster,
      list: async kubeConfig =>
        (await listProfiles(kubeConfig, clusterProfiles))
          .map(profile => clusterOfProfile(profile, providers, cluster, signsIn))
          .filter(isCluster),
    });
  }
  return inventories;
}
