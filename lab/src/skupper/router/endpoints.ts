import { Server } from 'node:net';
import { Duplex } from 'node:stream';
import { RouterConfig, RouterConnector } from '../api/routerConfig';
import { acceptLinks, LinkAcceptor } from './linkAcceptor';
import { dialLink, LinkDialer } from './linkDialer';
import { accessId, linkListeners } from './ownStatus';
import { LinkHost, TlsCredentials } from './Peer';
import { listenTcp, setCredentials } from './tcpEndpoints';
import { Timings } from './timings';

/** Credentials of a TLS profile; none while its Secret is missing. */
export type Profiles = (profile: string) => TlsCredentials | undefined;

/** What the endpoints of a router need. */
export interface EndpointOptions {
  host: LinkHost;
  /** Address on which everything is accepted. */
  address: string;
  /** Source address of the links that are dialled. */
  egress?: string;
  resolve(host: string): Promise<string>;
  onClient(client: Duplex, address: string): void;
  timings: Timings;
}

/** Everything of a router that listens or dials. */
export interface Endpoints {
  /** The links that are dialled, by name. */
  links: ReadonlyMap<string, LinkDialer>;
  /**
   * Starts what is new, stops what is gone; the rest goes on undisturbed. What has no credentials
   * yet has to wait.
   */
  apply(config: RouterConfig, profiles: Profiles): void;
  close(): void;
}

export function createEndpoints(options: EndpointOptions): Endpoints {
  const { host, address, egress, resolve, onClient, timings } = options;
  const acceptors = new Map<string, LinkAcceptor>();
  const links = new Map<string, LinkDialer>();
  const configured = new Map<string, string>();
  const servers = new Map<string, Server>();
  let profiles: Profiles = () => undefined;

  const dial = ({ host: to, port, sslProfile = '' }: RouterConnector) =>
    profiles(sslProfile) &&
    dialLink(
      {
        host: to,
        port: Number(port),
        localAddress: egress,
        resolve,
        credentials: () => profiles(sslProfile) ?? {},
      },
      host,
      timings,
    );

  const applyAcceptors = (config: RouterConfig) => {
    const wanted = linkListeners(config).map(listener => {
      const credentials = profiles(listener.sslProfile ?? '');
      const key = `${listener.name} ${listener.port} ${listener.sslProfile}`;
      const running = acceptors.get(key);
      const version = config.sslProfiles.find(({ name }) => name === listener.sslProfile) ?? {};
      if (credentials) running?.setCredentials(credentials, version);
      const access = accessId(host.router, listener);
      const at = { address, port: listener.port, access, version };
      return [key, () => credentials && acceptLinks(at, credentials, host, timings)] as const;
    });
    sync(acceptors, new Map(wanted), acceptor => acceptor.close());
  };
  const applyLinks = (config: RouterConfig) => {
    for (const connector of config.connectors) {
      const text = JSON.stringify(connector);
      if (configured.get(connector.name) !== text) {
        links.get(connector.name)?.stop();
        links.delete(connector.name);
      }
      configured.set(connector.name, text);
    }
    const wanted = config.connectors.map(c => [c.name, () => dial(c)] as const);
    sync(links, new Map(wanted), link => link.stop());
  };
  const applyServers = (config: RouterConfig) => {
    const wanted = config.tcpListeners.map(listener => {
      const { address: key, port, sslProfile } = listener;
      const name = `${port} ${key} ${sslProfile}`;
      const credentials = sslProfile ? profiles(sslProfile) : undefined;
      const running = servers.get(name);
      if (running && credentials) setCredentials(running, credentials);
      const start = () => {
        if (sslProfile && !credentials) {
          host.log(`${listener.name} waits: the files of TLS profile ${sslProfile} are missing`);
          return undefined;
        }
        const accept = (client: Duplex) => onClient(client, key);
        return listenTcp(listener, address, credentials, accept, host.log);
      };
      return [name, start] as const;
    });
    sync(servers, new Map(wanted), server => server.close());
  };

  return {
    links,
    apply(config, next) {
      profiles = next;
      applyAcceptors(config);
      applyLinks(config);
      applyServers(config);
    },
    close() {
      links.forEach(link => link.stop());
      acceptors.forEach(acceptor => acceptor.close());
      servers.forEach(server => server.close());
    },
  };
}

/**
 * Stops what is not wanted any more, then starts what is not running yet, as far as it can be
 * started.
 */
function sync<T>(
  running: Map<string, T>,
  wanted: Map<string, () => T | undefined>,
  stop: (item: T) => void,
) {
  for (const [key, item] of running) {
    if (wanted.has(key)) continue;
    running.delete(key);
    stop(item);
  }
  for (const [key, start] of wanted) {
    if (running.has(key)) continue;
    const item = start();
    if (item) running.set(key, item);
  }
}
