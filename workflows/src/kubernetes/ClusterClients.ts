import { ClusterClient, createTransport, Discovery, failure, type Transport } from './client';
import { type KnownClusters, unknownCluster } from './unknownCluster';

/**
 * Clients of the configured clusters, for as long as one activity runs: their connections are kept
 * until `close`.
 */
export class ClusterClients {
  readonly #transports = new Map<string, { transport: Transport; discovery: Discovery }>();

  readonly #known: KnownClusters;

  /**
   * @param known - read once, here
   * @param timeoutMs - of one request
   * @param isSnapshot - see `Discovery`
   */
  constructor(
    { clusters, elsewhere }: KnownClusters,
    private readonly timeoutMs: number,
    private readonly isSnapshot = false,
  ) {
    this.#known = { clusters, elsewhere };
  }

  /**
   * @param signal - ends the client's requests
   * @throws failure `InvalidInput` for a cluster that is not configured; `NotFound` when it may come
   */
  of(name: string, signal: AbortSignal): ClusterClient {
    const { transport, discovery } = this.#connect(name);
    return new ClusterClient(transport, discovery, signal);
  }

  close(): void {
    this.#transports.forEach(({ transport }) => transport.close());
  }

  #connect(name: string) {
    const known = this.#transports.get(name);
    if (known) return known;
    const cluster = this.#known.clusters.find(c => c.name === name);
    if (!cluster) throw unknownCluster(name, this.#known);
    if (cluster.unusable !== undefined) {
      throw failure('unauthorized', `Cluster ${name} is not usable: ${cluster.unusable}`);
    }
    const transport = createTransport(cluster, this.timeoutMs);
    const made = { transport, discovery: new Discovery(transport, Date.now, this.isSnapshot) };
    this.#transports.set(name, made);
    return made;
  }
}
