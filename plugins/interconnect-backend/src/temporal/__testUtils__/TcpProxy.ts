import { connect, createServer, Server, Socket } from 'node:net';

/**
 * Stands between a client and a server, so that a test can take the server away and bring it back.
 */
export class TcpProxy {
  static async to(target: string): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    await proxy.up();
    return proxy;
  }

  private readonly sockets = new Set<Socket>();
  private server?: Server;
  private port = 0;

  private constructor(private readonly target: string) {}

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Listens again, on the same port. */
  async up(): Promise<void> {
    const [, host, port] = /^(.*):(\d+)$/.exec(this.target)!;
    const server = createServer(inbound => {
      const outbound = connect(Number(port), host);
      for (const [one, other] of [
        [inbound, outbound],
        [outbound, inbound],
      ]) {
        this.sockets.add(one);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          this.sockets.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    this.server = server;
    this.port = (server.address() as { port: number }).port;
  }

  /** Cuts all connections and refuses new ones. */
  async down(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    this.sockets.forEach(socket => socket.destroy());
    await new Promise(resolve => (server ? server.close(resolve) : resolve(undefined)));
  }
}
