import { isDeepStrictEqual } from 'node:util';
import {
  formatRouterConfig,
  parseRouterConfig,
  ROUTER_CONFIG_KEY,
  RouterConfig,
  RouterConnector,
} from '../api/routerConfig';
import { Link, Site } from '../api/types';
import { isStatus } from '../../kube/request';
import { ConfigMap, Pod } from '../../kube/types';
import { Context } from './context';
import { SiteMemory } from './memory';
import { desiredRouterConfig, linkConnector } from './objects/desiredRouterConfig';
import { ownedBy } from './objects/owners';
import { numberProfiles } from './profiles';
import { selectPods } from './selectPods';

/** ConfigMap with the router's configuration. */
export const ROUTER_CONFIG_NAME = 'skupper-router';
/** How often a write that conflicts is done again, on what was read anew. */
const ATTEMPTS = 5;

/** A link that the router is to keep from now on, or no more. What is not said stays. */
export interface LinkChange {
  link?: Link;
  unlink?: string;
}

/**
 * Writes the router's configuration when it is another one than before.
 * @throws when it is not there: only a Site that becomes active makes it
 */
export async function updateRouterConfig(
  context: Context,
  state: SiteMemory,
  change: LinkChange = {},
): Promise<void> {
  const { api, memory } = context;
  if (!state.initialised || memory.recovering) return;
  for (let attempt = 1; ; attempt += 1) {
    const current = await api.get<ConfigMap>('ConfigMap', state.namespace, ROUTER_CONFIG_NAME);
    const known = parseRouterConfig(current.data?.[ROUTER_CONFIG_KEY] ?? '');
    const wanted = desired(context, state, state.site!, changedLinks(known, state.site!, change));
    if (isDeepStrictEqual(known, JSON.parse(JSON.stringify(wanted)))) return;
    try {
      await api.update({ ...current, data: { [ROUTER_CONFIG_KEY]: formatRouterConfig(wanted) } });
      return;
    } catch (error) {
      if (!isStatus(error, 409) || attempt === ATTEMPTS) throw error;
    }
  }
}

/**
 * Finds the router's configuration of a Site that becomes active, or makes it.
 * @returns the configuration that was there
 * @throws when there is one of another Site, which must be gone first
 */
export async function recoverRouterConfig(
  context: Context,
  state: SiteMemory,
  site: Site,
): Promise<RouterConfig | undefined> {
  const { api } = context;
  try {
    const existing = await api.get<ConfigMap>('ConfigMap', state.namespace, ROUTER_CONFIG_NAME);
    if (!existing.metadata.ownerReferences?.some(({ uid }) => uid === site.metadata.uid)) {
      throw new Error(`${ROUTER_CONFIG_NAME} is not owned by skupper site "${site.metadata.uid}"`);
    }
    return parseRouterConfig(existing.data?.[ROUTER_CONFIG_KEY] ?? '');
  } catch (error) {
    if (!isStatus(error, 404)) throw error;
  }
  const config = desired(context, state, site, []);
  await api.create<ConfigMap>({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: ROUTER_CONFIG_NAME,
      namespace: state.namespace,
      labels: { 'internal.skupper.io/router-config': '' },
      ownerReferences: ownedBy(site),
    },
    data: { [ROUTER_CONFIG_KEY]: formatRouterConfig(config) },
  });
  return undefined;
}

function changedLinks({ connectors }: RouterConfig, site: Site, { link, unlink }: LinkChange) {
  const connector = link && linkConnector(link, site.spec?.edge ?? false);
  const gone = connector?.name ?? unlink;
  const kept = connectors.filter(({ name }) => name !== gone);
  return connector ? [...kept, connector] : kept;
}

function desired(context: Context, state: SiteMemory, site: Site, links: RouterConnector[]) {
  const pods = context.cache.list<Pod>('Pod', state.namespace);
  const config = desiredRouterConfig({
    site,
    version: context.self.version,
    accesses: [...state.accesses.values()],
    links,
    listeners: [...state.listeners.values()].flatMap(listener =>
      state.ports ? { listener, port: state.ports.portOf(listener.metadata.name) } : [],
    ),
    connectors: [...state.connectors.values()].map(connector => ({
      connector,
      pods: state.selectors.has(connector.metadata.name) ? selectPods(connector, pods) : [],
    })),
  });
  numberProfiles(state, config.sslProfiles);
  return config;
}
