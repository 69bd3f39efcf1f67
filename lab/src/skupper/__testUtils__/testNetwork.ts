import { createHash } from 'node:crypto';
import { connect, Socket } from 'node:net';
import {
  createCredentials,
  createPath,
  FAST,
  nextAddress,
  Path,
  routerConfig,
  serve,
  startRouter,
  TestRouter,
  until,
} from './routers';

/** The port on which the hub takes links. */
const EDGE_PORT = 45671;
/** Ports of every router for the addresses that tests use. */
export const PORTS = { echo: 1024, back: 1025, other: 1026 };

type Site = 'hub' | 'one' | 'two';

/**
 * A hub and two spokes in this process, over real TLS on loopback. The hub offers a server at
 * `echo`, spoke two one at `back`; all three listen for all of {@link PORTS}. The link of spoke one
 * leads over a path that can be cut.
 */
export interface TestNetwork {
  routers: Record<Site, TestRouter>;
  path: Path;
  credentials: Awaited<ReturnType<typeof createCredentials>>;
  /**
   * Starts a server and has a site offer it at `other`, in place of what it offered there; waits
   * until spoke one knows.
   */
  offer(site: 'hub' | 'two', onConnection: (socket: Socket) => void): Promise<void>;
  /** The hub as it was at first, in a new process so to speak. */
  restartHub(): void;
  /** Status of the link of a spoke, as it reports it itself. */
  link(spoke: 'one' | 'two'): string | undefined;
  /** Names of the sites that a router sees. */
  sees(site: Site): string[];
  close(): void;
}

export async function createTestNetwork(timings = FAST): Promise<TestNetwork> {
  const addresses = { hub: nextAddress(), one: nextAddress(), two: nextAddress() };
  const servers = nextAddress();
  const credentials = await createCredentials(addresses.hub);
  const ends: Array<() => void> = [];
  const start = async (onConnection: (socket: Socket) => void) => {
    const sockets = new Set<Socket>();
    const { server, port } = await serve(servers, socket => {
      sockets.add(socket);
      socket.on('error', () => {});
      onConnection(socket);
    });
    ends.push(() => {
      server.close();
      sockets.forEach(socket => socket.destroy());
    });
    return { host: servers, port };
  };
  const path = await createPath(addresses.hub, { host: addresses.hub, port: EDGE_PORT });
  const echo = { ...(await start(socket => socket.pipe(socket))), address: 'echo' };
  const back = { ...(await start(socket => socket.pipe(socket))), address: 'back' };
  const config = (site: Site, others: Array<typeof echo> = []) => {
    const linkPort = site === 'one' ? path.port : EDGE_PORT;
    const own = { hub: [echo], one: [], two: [back] }[site];
    return routerConfig(site === 'hub' ? 'interior' : 'edge', {
      ...(site === 'hub'
        ? { edgePort: EDGE_PORT }
        : { link: { host: addresses.hub, port: linkPort } }),
      tcpListeners: Object.entries(PORTS).map(([address, port]) => ({ port, address })),
      tcpConnectors: [...own, ...others],
    });
  };
  const credentialsOf = (site: Site) => (site === 'hub' ? credentials.server : credentials.client);
  const run = (site: Site) =>
    startRouter(site, addresses[site], config(site), credentialsOf(site), timings);
  const routers = { hub: run('hub'), one: run('one'), two: run('two') };
  const network: TestNetwork = {
    routers,
    path,
    credentials,
    async offer(site, onConnection) {
      const server = { ...(await start(onConnection)), address: 'other' };
      routers[site].router.configure(config(site, [server]), () => credentialsOf(site));
      const port = String(server.port);
      await until('spoke one knows the server', () =>
        routers.one
          .network()!
          .siteStatus.some(({ routerStatus: [{ connectors }] }) =>
            connectors.some(({ destPort }) => destPort === port),
          ),
      );
    },
    restartHub() {
      routers.hub = run('hub');
    },
    link(spoke) {
      const sites = routers[spoke].network()?.siteStatus ?? [];
      return sites.find(({ site }) => site.name === spoke)?.routerStatus[0].links[0]?.status;
    },
    sees: site => (routers[site].network()?.siteStatus ?? []).map(({ site: { name } }) => name),
    close() {
      Object.values(routers).forEach(router => router.close());
      path.close();
      ends.forEach(end => end());
    },
  };
  await until('all see three sites', () =>
    (['hub', 'one', 'two'] as const).every(site => network.sees(site).length === 3),
  );
  return network;
}

/** Sends bytes and gives back what came until the other side ended. */
export function exchange(address: string, port: number, bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, allowHalfOpen: true });
    const chunks: Buffer[] = [];
    socket.on('data', chunk => chunks.push(chunk as Buffer));
    socket.on('end', () => resolve(Buffer.concat(chunks)));
    socket.on('error', reject);
    socket.end(bytes);
  });
}

export const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
