import { createServer, connect, Server, Socket } from 'node:net';
import { NetworkStatus } from '../api/networkStatus';
import { RouterConfig, RouterConnector, TcpEndpoint } from '../api/routerConfig';
import { issueCertificate } from '../controller/issueCertificate';
import { TlsCredentials } from '../router/Peer';
import { createRouter, Router } from '../router/router';
import { Timings } from '../router/timings';

/** Everything twenty times as fast as in earnest. */
export const FAST: Timings = {
  beat: 100,
  silence: 800,
  forget: 1_400,
  leave: 900,
  closed: 75,
  introduce: { site: 300, all: 600 },
  connect: 1_000,
  retry: [50, 100, 200],
  notice: 20,
  report: 50,
};

/** A router in this process, with what it last reported. */
export interface TestRouter {
  id: string;
  router: Router;
  address: string;
  log: string[];
  network(): NetworkStatus | undefined;
  close(): void;
}

/** Loopback addresses of this test process alone, away from those of any lab. */
const block = `127.9.${process.pid % 250}`;
let last = 1;
export function nextAddress(): string {
  last += 1;
  return `${block}.${last}`;
}

/** Credentials of one authority: the hub's for `hubAddress`, and one client certificate. */
export async function createCredentials(hubAddress: string) {
  const ca = await issueCertificate({ ca: '', subject: 'hub site CA', signing: true });
  const server = await issueCertificate(
    { ca: 'ca', subject: 'skupper-router', hosts: [hubAddress, 'skupper-router'], server: true },
    ca,
  );
  const client = await issueCertificate({ ca: 'ca', subject: 'spoke', client: true }, ca);
  const tls = ({ certificate, privateKey, authority }: typeof ca): TlsCredentials => ({
    cert: certificate,
    key: privateKey,
    ca: authority,
  });
  return { ca, server: tls(server), client: tls(client) };
}

/** Configuration of a router, in the controller's format. */
export function routerConfig(
  mode: 'interior' | 'edge',
  parts: {
    edgePort?: number;
    link?: { host: string; port: number };
    tcpListeners?: Array<{ port: number; address: string }>;
    tcpConnectors?: Array<{ host: string; port: number; address: string }>;
  },
): RouterConfig {
  const { edgePort, link, tcpListeners = [], tcpConnectors = [] } = parts;
  const connectors: RouterConnector[] = link
    ? [
        {
          name: 'link-hub',
          role: 'edge',
          host: link.host,
          port: String(link.port),
          cost: 1,
          sslProfile: 'link-hub-profile',
        },
      ]
    : [];
  return {
    router: { id: 'test', mode, metadata: '{}' },
    sslProfiles: [],
    connectors,
    listeners: edgePort
      ? [
          {
            name: 'skupper-router-edge',
            role: 'edge',
            port: edgePort,
            sslProfile: 'skupper-site-server',
          },
        ]
      : [],
    addresses: [],
    tcpListeners: tcpListeners.map(({ port, address }): TcpEndpoint => ({
      name: `listener/l${port}`,
      port: String(port),
      address,
    })),
    tcpConnectors: tcpConnectors.map(({ host, port, address }): TcpEndpoint => ({
      name: `connector/c@${host}:${port}`,
      host,
      port: String(port),
      address,
    })),
  };
}

/**
 * For tests that are not about lost paths but carry much: quick to report, yet a busy process is
 * not taken for a broken path.
 */
export const PATIENT: Timings = {
  ...FAST,
  silence: 16_000,
  forget: 30_000,
  introduce: { site: 0, all: 0 },
  connect: 10_000,
};

/** Starts a router; all TLS profiles are the same credentials. */
export function startRouter(
  name: string,
  address: string,
  config: RouterConfig,
  credentials: TlsCredentials,
  timings = FAST,
): TestRouter {
  let network: NetworkStatus | undefined;
  const log: string[] = [];
  const id = `${name}-1`;
  const router = createRouter({
    id,
    site: {
      identity: `uid-${name}`,
      name,
      namespace: 'test',
      platform: 'kubernetes',
      siteVersion: '2.2.1',
    },
    address,
    resolve: async host => host,
    onNetwork: value => {
      network = value;
    },
    log: line => log.push(line),
    timings,
  });
  router.configure(config, () => credentials);
  return { id, router, address, log, network: () => network, close: () => router.close() };
}

/** Waits until something is so. @throws after `ms` */
export async function until(what: string, test: () => boolean, ms = 8_000): Promise<void> {
  const end = Date.now() + ms;
  while (!test()) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

/** A TCP server on a free port of an address. */
export function serve(
  address: string,
  onConnection: (socket: Socket) => void,
): Promise<{ server: Server; port: number }> {
  return new Promise((resolve, reject) => {
    const server = createServer({ allowHalfOpen: true }, onConnection);
    server.once('error', reject);
    server.listen(0, address, () =>
      resolve({ server, port: (server.address() as { port: number }).port }),
    );
  });
}

/**
 * A path between two routers that can be interrupted without a word, as a wide-area network can.
 */
export interface Path {
  port: number;
  cut(): void;
  heal(): void;
  close(): void;
}

/**
 * Forwards connections from a free port of `address` to `target`; while cut, nothing passes and
 * nothing is closed.
 */
export async function createPath(
  address: string,
  target: { host: string; port: number },
): Promise<Path> {
  const sockets = new Set<Socket>();
  let open = true;
  const pass = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on('data', chunk => void to.write(chunk));
    from.on('end', () => open && to.end());
    from.on('error', () => {});
    from.on('close', () => {
      sockets.delete(from);
      if (open) to.destroy();
    });
    if (!open) from.pause();
  };
  const { server, port } = await serve(address, near => {
    const far = connect({ ...target, allowHalfOpen: true });
    pass(near, far);
    pass(far, near);
  });
  return {
    port,
    cut() {
      open = false;
      sockets.forEach(socket => socket.pause());
    },
    heal() {
      open = true;
      sockets.forEach(socket => socket.resume());
    },
    close() {
      server.close();
      sockets.forEach(socket => socket.destroy());
    },
  };
}
