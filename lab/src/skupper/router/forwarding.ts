import { Duplex } from 'node:stream';
import { TcpEndpoint } from '../api/routerConfig';
import { createBalance } from './balance';
import { Route } from './knowledge';
import { Peer } from './Peer';
import { MAX_HOPS, OpenRequest } from './protocol';
import { breakOff, splice } from './splice';

/** What forwarding needs to know of its router. */
export interface ForwardingOptions {
  /** Id of this router. */
  router: string;
  /** This router's own connectors for an address. */
  connectors(address: string): TcpEndpoint[];
  /** Other routers that offer an address. */
  routes(address: string): Route[];
  peer(router: string): Peer | undefined;
  /** Connects to the server of one of this router's connectors. */
  connect(connector: TcpEndpoint): Promise<Duplex>;
  log(line: string): void;
}

/** Brings TCP connections to a server, here or on another site. */
export interface Forwarding {
  /** A client of this cluster connected to a listener of an address. */
  serveClient(client: Duplex, address: string): Promise<void>;
  /** A neighbour asks for a connection, here or further on. @throws when there is no way */
  openFor(request: OpenRequest, from: Peer): Promise<Duplex>;
}

/** How many ways to an address are tried for one client. */
const ATTEMPTS = 4;

export function createForwarding(options: ForwardingOptions): Forwarding {
  const { router, connectors, routes, peer, connect, log } = options;
  const balance = createBalance();

  const through = async (key: string, open: () => Promise<Duplex>): Promise<Duplex> => {
    const over = balance.begin(key);
    try {
      const connection = await open();
      connection.once('close', over);
      return connection;
    } catch (error) {
      over();
      throw error;
    }
  };
  const pass = (request: OpenRequest, via: string | undefined, from?: Peer): Promise<Duplex> => {
    const next = via === undefined ? undefined : peer(via);
    if (!next || next === from) {
      throw new Error(`no way to a router that offers ${request.address}`);
    }
    return next.open(request);
  };

  return {
    async serveClient(client, address) {
      const candidates = balance.order([
        ...connectors(address).map(connector => ({
          key: connector.name,
          cost: 0,
          open: async () => connect(connector),
        })),
        ...routes(address).map(({ router: target, via, hops }) => ({
          key: target,
          cost: hops,
          open: async () => pass({ address, target, hops: 0 }, via),
        })),
      ]);
      let problem = `nothing offers ${address}`;
      for (const { key, open } of candidates.slice(0, ATTEMPTS)) {
        try {
          const onward = await through(key, open);
          if (client.destroyed) onward.destroy();
          else splice(client, onward);
          return;
        } catch (error) {
          problem = (error as Error).message;
        }
      }
      log(`${address}: ${problem}`);
      breakOff(client);
    },
    async openFor(request, from) {
      if (request.hops >= MAX_HOPS) throw new Error('the request went in circles');
      if (request.target !== router) {
        const route = routes(request.address).find(r => r.router === request.target);
        return pass({ ...request, hops: request.hops + 1 }, route?.via, from);
      }
      const own = connectors(request.address).map(connector => ({
        key: connector.name,
        cost: 0,
        connector,
      }));
      const [best] = balance.order(own);
      if (!best) throw new Error(`no connector for ${request.address}`);
      return through(best.key, () => connect(best.connector));
    },
  };
}
