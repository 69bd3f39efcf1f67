import { createServer, type Server, type Socket } from 'node:net';
import { Connection } from './Connection';
import type { CutPaths } from './CutPaths';
import type { ListenerRule, Target } from './listeners';
import { isAllowedSource } from './sourceRanges';

const RETRY_MS = 1000;

/** One address and port of the service proxy, with its connections. */
export class Listener {
  private readonly connections = new Set<Connection>();
  private readonly server: Server;
  private turn = 0;
  private closed = false;
  private timer?: NodeJS.Timeout;
  /** Why it does not listen; undefined when it does. */
  problem?: string;

  constructor(
    public rule: ListenerRule,
    private readonly paths: CutPaths,
    private readonly log: (line: string) => void,
  ) {
    this.server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, socket =>
      this.accept(socket),
    );
    this.server.on('error', error => this.failed(error));
    this.server.on('listening', () => {
      this.problem = undefined;
      if (this.closed) this.server.close();
    });
    this.listen();
  }

  get size(): number {
    return this.connections.size;
  }

  /** Holds or releases connections after a path was cut or healed. */
  applyCuts(): void {
    if (this.rule.kind !== 'loadBalancer') return;
    for (const connection of this.connections) {
      if (this.paths.isCut(connection.source)) connection.hold();
      else connection.release();
    }
  }

  /**
   * Stops listening. Connections through a ClusterIP live on, as they do on a real node when a
   * Service changes; those through a load balancer's address end, because the address itself is
   * gone.
   */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    if (this.server.listening) this.server.close();
    if (this.rule.kind !== 'loadBalancer') return;
    this.connections.forEach(connection => connection.destroy());
  }

  private listen() {
    const { address: host, port } = this.rule;
    this.server.listen({ host, port });
  }

  private failed(error: Error) {
    const { address, port, service } = this.rule;
    if (this.problem !== error.message)
      this.log(`${address}:${port} (${service}): ${error.message}`);
    this.problem = error.message;
    if (this.closed || this.server.listening) return;
    this.timer = setTimeout(() => this.listen(), RETRY_MS);
  }

  private accept(socket: Socket) {
    const source = socket.remoteAddress ?? '';
    const connection = new Connection(
      socket,
      source,
      () => this.nextTarget(),
      () => this.connections.delete(connection),
    );
    this.connections.add(connection);
    if (this.rule.kind === 'loadBalancer') {
      if (this.paths.isCut(source)) connection.hold();
      if (!isAllowedSource(source, this.rule.sourceRanges)) return connection.destroy();
    }
    return connection.open();
  }

  private nextTarget(): Target | undefined {
    const { targets } = this.rule;
    if (targets.length === 0) return undefined;
    this.turn = (this.turn + 1) % targets.length;
    return targets[this.turn];
  }
}
