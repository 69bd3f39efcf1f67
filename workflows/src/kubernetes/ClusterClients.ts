import type { Cluster } from '@interconnect/backstage-plugin-interconnect-node';
import { ClusterClient, createTransport, Discovery, failure, type Transport } from './client';

/**
 * Clients of the configured clusters, for as long as one activity runs: their connections are kept
 * until `close`.
 */
export class ClusterClients {
  readonly #transports = new Map<string, { transport: Transport; discovery: Discovery }>();

  /** @param timeoutMs - of one request */
  constructor(
    private readonly clusters: readonly Cluster[],
    private readonly timeoutMs: number,
  ) {}

  /**
   * @param signal - ends the client's requests
   * @throws failure `InvalidInput` for a cluster that is not configured
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
    const cluster = this.clusters.find(c => c.name === name);
    if (!cluster) {
      const names = this.clusters.map(c => c.name).join(', ') || 'none';
      throw failure('invalidInput', `No cluster '${name}' is configured (configured: ${names})`);
    }
    const transport = createTransport(cluster, this.timeoutMs);
    const made = { transport, discovery: new Discovery(transport) };
    this.#transports.set(name, made);
    return made;
  }
}
