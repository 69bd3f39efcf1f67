import { isDeepStrictEqual } from 'node:util';
import { NETWORK_STATUS_KEY, NETWORK_STATUS_NAME, NetworkStatus } from '../api/networkStatus';
import { Connector, Link, Listener, SiteRecord } from '../api/types';
import { ConfigMap, KubeObject } from '../../kube/types';
import { Context, failureOf, setCondition, writeStatus } from './context';
import { SiteMemory } from './memory';
import { pending, READY } from './status/conditions';
import { routingKeys, siteRecords } from './status/siteRecords';

/**
 * Takes what the router sees over into the statuses of Site, links, connectors and listeners. It is
 * compared with what the controller remembers to have written: nothing else makes it look again, so
 * that a write which a conflict refused is lost until the network changes again. A link of which
 * the router says nothing keeps its last status.
 */
export async function handleNetworkStatus(
  context: Context,
  state: SiteMemory,
  configMap: ConfigMap | undefined,
): Promise<void> {
  const network = readNetwork(context, configMap);
  const { site } = state;
  if (!network || !site || isDeepStrictEqual(site.status?.network ?? [], network)) return;
  site.status = {
    ...site.status,
    network: network.length ? network : undefined,
    sitesInNetwork: network.length || undefined,
  };
  state.site = await writeStatus(context, site);
  for (const record of network.find(({ id }) => id === site.metadata.uid)?.links ?? []) {
    await reportLink(context, state, record);
  }
  const { offered, wanted } = routingKeys(network);
  const failures = [
    ...(await writeAll(context, state.connectors, connector => matchConnector(connector, wanted))),
    ...(await writeAll(context, state.listeners, listener => matchListener(listener, offered))),
  ];
  if (failures.length) throw new Error(failures.map(({ message }) => message).join(', '));
}

function readNetwork({ log }: Context, configMap: ConfigMap | undefined): SiteRecord[] | undefined {
  const text = configMap?.data?.[NETWORK_STATUS_KEY];
  if (!text) return undefined;
  try {
    return siteRecords(JSON.parse(text) as NetworkStatus);
  } catch (error) {
    log(`${NETWORK_STATUS_NAME} is no network status: ${(error as Error).message}`);
    return undefined;
  }
}

type LinkRecord = NonNullable<SiteRecord['links']>[number];

async function reportLink(context: Context, state: SiteMemory, record: LinkRecord): Promise<void> {
  const link = state.links.get(record.name ?? '');
  if (!link || !operational(link, record)) return;
  const failure = await failureOf(async () => {
    state.links.set(link.metadata.name, await writeStatus(context, link));
  });
  if (failure) context.log(`Link ${link.metadata.name}: ${failure.message}`);
}

/** Sets with which site a link is, and whether it works. @returns whether that is new */
function operational(link: Link, record: LinkRecord): boolean {
  const { remoteSiteId, remoteSiteName } = record;
  const known = link.status;
  const same = known?.remoteSiteId === remoteSiteId && known?.remoteSiteName === remoteSiteName;
  if (!same) link.status = { ...known, remoteSiteId, remoteSiteName };
  const state = record.operational ? READY : pending('Not operational');
  return setCondition(link, 'Operational', state) || !same;
}

async function writeAll<T extends KubeObject>(
  context: Context,
  objects: Map<string, T>,
  change: (object: T) => boolean,
): Promise<Error[]> {
  const failures: Error[] = [];
  for (const [name, object] of [...objects]) {
    if (!change(object)) continue;
    const failure = await failureOf(async () => {
      objects.set(name, await writeStatus(context, object));
    });
    if (failure) failures.push(failure);
  }
  return failures;
}

function matchConnector(connector: Connector, wanted: Set<string>): boolean {
  const matches = wanted.has(connector.spec!.routingKey);
  const known = connector.status;
  const same = (known?.hasMatchingListener ?? false) === matches;
  if (!same) connector.status = { ...known, hasMatchingListener: matches || undefined };
  return (
    setCondition(connector, 'Matched', matches ? READY : pending('No matching listeners')) || !same
  );
}

function matchListener(listener: Listener, offered: Set<string>): boolean {
  const matches = offered.has(listener.spec!.routingKey);
  const known = listener.status;
  const same = (known?.hasMatchingConnector ?? false) === matches;
  if (!same) listener.status = { ...known, hasMatchingConnector: matches || undefined };
  return (
    setCondition(listener, 'Matched', matches ? READY : pending('No matching connectors')) || !same
  );
}
