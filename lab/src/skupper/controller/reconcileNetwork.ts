import { isDeepStrictEqual } from 'node:util';
import { NETWORK_STATUS_KEY, NETWORK_STATUS_NAME, NetworkStatus } from '../api/networkStatus';
import { Connector, Link, Listener, Site, SiteRecord } from '../api/types';
import { ConfigMap } from '../kube/types';
import { ListenerChoice } from './chooseListeners';
import { Context, timestamp, writeStatus } from './context';
import { NamespaceState } from './namespaceState';
import { pending, READY, withCondition } from './status/conditions';
import { routingKeys, siteRecords } from './status/siteRecords';

/**
 * Takes what the router sees over into the statuses of Site, links, listeners and connectors. Looks only when the network
 * changed, and only at links that the router still speaks of: a link whose record vanished keeps its last status.
 */
export async function reconcileNetwork(
  context: Context,
  state: NamespaceState,
  site: Site,
  { bound }: ListenerChoice,
): Promise<Site> {
  const { namespace = '', uid } = site.metadata;
  const network = readNetwork(context, namespace);
  if (!network) return site;
  const text = JSON.stringify(network);
  if (text === state.network) return site;
  let current = site;
  if (!isDeepStrictEqual(site.status?.network ?? [], network)) {
    current = await writeStatus(context, site, {
      ...site.status,
      network,
      sitesInNetwork: network.length,
    });
  }
  const { cache } = context;
  for (const record of network.find(({ id }) => id === uid)?.links ?? []) {
    const link = cache.get<Link>('Link', namespace, record.name!);
    if (link) await writeStatus(context, link, linkStatus(link, record));
  }
  const { offered, wanted } = routingKeys(network);
  for (const connector of cache.list<Connector>('Connector', namespace)) {
    await writeStatus(context, connector, connectorStatus(connector, wanted));
  }
  const names = new Set(bound.map(({ metadata }) => metadata.name));
  for (const listener of cache.list<Listener>('Listener', namespace)) {
    if (!names.has(listener.metadata.name)) continue;
    await writeStatus(context, listener, listenerStatus(listener, offered));
  }
  state.network = text;
  return current;
}

function readNetwork({ cache, log }: Context, namespace: string): SiteRecord[] | undefined {
  const configMap = cache.get<ConfigMap>('ConfigMap', namespace, NETWORK_STATUS_NAME);
  const text = configMap?.data?.[NETWORK_STATUS_KEY];
  if (!text) return undefined;
  try {
    return siteRecords(JSON.parse(text) as NetworkStatus);
  } catch (error) {
    log(`${namespace}: ${NETWORK_STATUS_NAME} is no network status: ${(error as Error).message}`);
    return undefined;
  }
}

/** Operational, and with which site, as the router says. */
export function linkStatus(
  link: Link,
  record: NonNullable<SiteRecord['links']>[number],
): Link['status'] {
  const { remoteSiteId, remoteSiteName, operational } = record;
  const known = link.status;
  const same = known?.remoteSiteId === remoteSiteId && known?.remoteSiteName === remoteSiteName;
  const status = same ? known : { ...known, remoteSiteId, remoteSiteName };
  const state = operational ? READY : pending('Not operational');
  return withCondition({ ...link, status }, 'Operational', state, timestamp());
}

function connectorStatus(connector: Connector, wanted: Set<string>): Connector['status'] {
  const hasMatchingListener = wanted.has(connector.spec!.routingKey);
  const known = connector.status;
  const same = (known?.hasMatchingListener ?? false) === hasMatchingListener;
  const status = same ? known : { ...known, hasMatchingListener: hasMatchingListener || undefined };
  const state = hasMatchingListener ? READY : pending('No matching listeners');
  return withCondition({ ...connector, status }, 'Matched', state, timestamp());
}

function listenerStatus(listener: Listener, offered: Set<string>): Listener['status'] {
  const hasMatchingConnector = offered.has(listener.spec!.routingKey);
  const known = listener.status;
  const same = (known?.hasMatchingConnector ?? false) === hasMatchingConnector;
  const status = same
    ? known
    : { ...known, hasMatchingConnector: hasMatchingConnector || undefined };
  const state = hasMatchingConnector ? READY : pending('No matching connectors');
  return withCondition({ ...listener, status }, 'Matched', state, timestamp());
}
