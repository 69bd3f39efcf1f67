import { NetworkStatus, SiteStatus } from '../api/networkStatus';
import { RouterConfig } from '../api/routerConfig';
import { createEndpoints, Profiles } from './endpoints';
import { createForwarding } from './forwarding';
import { createKnowledge } from './knowledge';
import { LinkState, ownStatus } from './ownStatus';
import { LinkHost, Peer } from './Peer';
import { connectTcp } from './tcpEndpoints';
import { Timings, TIMINGS } from './timings';

/** Where a router is and whom it tells. */
export interface RouterOptions {
  /** Its id in the network; another one after each start. */
  id: string;
  site: SiteStatus['site'];
  /** Loopback address on which it accepts everything. */
  address: string;
  /** Source address of the links that it dials. */
  egress?: string;
  /** The address of a host name or of an address as the cluster knows it. */
  resolve(host: string): Promise<string>;
  /** The network, as it is known now, whenever that has changed. */
  onNetwork(network: NetworkStatus): void;
  log(line: string): void;
  timings?: Timings;
}

/**
 * A router of the network: links to other routers, and TCP connections that enter and leave here.
 */
export interface Router {
  /** Takes a configuration over; what did not change goes on undisturbed. */
  configure(config: RouterConfig, profiles: Profiles): void;
  /** The network as it is known now. */
  network(): NetworkStatus;
  /** Tells the neighbours that this router is about to close. */
  leave(): void;
  close(): void;
}

function routerOf(link: LinkState): string {
  return link.access()?.replace(/:[^:]*$/, '') ?? '';
}

/** A router without any configuration yet. */
export function createRouter(options: RouterOptions): Router {
  const { id, site, resolve, log, timings = TIMINGS } = options;
  const knowledge = createKnowledge(id, timings);
  /** The neighbours, with the versions of the records that each was told. */
  const peers = new Map<Peer, Map<string, string>>();
  const peerOf = (router: string) => [...peers.keys()].find(peer => peer.router === router);
  let config: RouterConfig | undefined;
  let profiles: Profiles = () => undefined;

  const forwarding = createForwarding({
    router: id,
    connectors: address => (config?.tcpConnectors ?? []).filter(c => c.address === address),
    routes: knowledge.routes,
    peer: peerOf,
    async connect(connector) {
      const { name, sslProfile } = connector;
      const credentials = sslProfile ? profiles(sslProfile) : undefined;
      if (sslProfile && !credentials) {
        throw new Error(`${name}: the files of TLS profile ${sslProfile} are missing`);
      }
      return connectTcp(connector, resolve, credentials);
    },
    log,
  });
  const host: LinkHost = {
    router: id,
    log,
    onOpen: forwarding.openFor,
    onUp(peer) {
      peers.set(peer, new Map());
      changed();
    },
    onMessage(message, from) {
      if (message.leaving && dials(from.router)) knowledge.leaves(from.router);
      const out = message.lost ? knowledge.outOfReach(message.lost, from.router) : [];
      tellLost(out, from);
      if (knowledge.learn(message, from.router)) changed();
    },
    onDown(peer) {
      peers.delete(peer);
      if (!peerOf(peer.router)) tellLost(knowledge.unlink(peer.router), peer);
      changed();
      setTimeout(changed, timings.closed).unref();
    },
  };
  const endpoints = createEndpoints({
    ...options,
    host,
    timings,
    onClient: (client, address) => void forwarding.serveClient(client, address),
  });

  function dials(router: string) {
    return [...endpoints.links.values()].some(link => routerOf(link) === router);
  }
  /** A link to a router that has left is not called down as long as that router is known. */
  const links = () =>
    new Map(
      [...endpoints.links].map(([name, link]) => {
        const seemsUp = () => link.seemsUp() || knowledge.hasLeft(routerOf(link));
        return [name, { access: link.access, seemsUp }];
      }),
    );
  let reported = '';
  let timer: NodeJS.Timeout | undefined;
  let nextReport = 0;
  let closed = false;
  /** Tells the neighbours and the outside what is new, at most once a `report`. */
  function changed() {
    if (closed) return;
    const wait = Math.max(timings.notice, nextReport - Date.now());
    timer ??= setTimeout(() => {
      timer = undefined;
      nextReport = Date.now() + timings.report;
      if (!config) return;
      knowledge.describe(site, ownStatus(id, site.namespace, config, links()));
      tellAll();
      const network = knowledge.network();
      const text = JSON.stringify(network);
      if (text === reported) return;
      reported = text;
      options.onNetwork(network);
    }, wait);
  }
  function tellAll() {
    peers.forEach((sent, peer) => peer.send(knowledge.tell(peer.router, sent)));
  }
  function tellLost(routers: string[], except: Peer) {
    for (const peer of peers.keys()) {
      if (peer !== except) routers.forEach(lost => peer.send({ lost }));
    }
  }
  const beat = setInterval(() => {
    knowledge.forget();
    tellAll();
    changed();
  }, timings.beat);

  return {
    configure(next, credentials) {
      config = next;
      profiles = credentials;
      endpoints.apply(next, credentials);
      changed();
    },
    network: knowledge.network,
    leave: () => peers.forEach((_, peer) => peer.send({ leaving: true })),
    close() {
      closed = true;
      clearInterval(beat);
      clearTimeout(timer);
      endpoints.close();
    },
  };
}
