import { RouterStatus } from '../api/networkStatus';
import { RouterConfig, RouterListener } from '../api/routerConfig';

/** What is known of a link that this router dials. */
export interface LinkState {
  /** Whether the other router is reached, as far as is told. */
  seemsUp(): boolean;
  /** Access point of the other router, once it was reached. */
  access(): string | undefined;
}

/** Listeners that take links of other routers. */
export function linkListeners({ listeners }: Pick<RouterConfig, 'listeners'>): RouterListener[] {
  return listeners.filter(({ role }) => role === 'inter-router' || role === 'edge');
}

/** Identity of an access point of a router. */
export function accessId(router: string, listener: RouterListener): string {
  return `${router}:${listener.name}`;
}

/** What a router says of itself. */
export function ownStatus(
  router: string,
  namespace: string,
  config: RouterConfig,
  links: ReadonlyMap<string, LinkState>,
): RouterStatus {
  return {
    router: { name: `0/${router}`, namespace, mode: config.router.mode, hostname: router },
    links: config.connectors.map(({ name, cost, role }) => ({
      name,
      status: links.get(name)?.seemsUp() ? 'up' : 'down',
      peer: links.get(name)?.access() ?? '',
      linkCost: cost ?? 1,
      role,
    })),
    routerAccess: linkListeners(config).map(listener => ({
      identity: accessId(router, listener),
    })),
    listeners: config.tcpListeners.map(({ name, port, address }) => ({
      name: name.replace(/^listener\//, ''),
      destPort: port,
      protocol: 'tcp',
      address,
    })),
    connectors: config.tcpConnectors.map(({ host = '', port, address }) => ({
      destHost: host,
      destPort: port,
      address,
    })),
  };
}
