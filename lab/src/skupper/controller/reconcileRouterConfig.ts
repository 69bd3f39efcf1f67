import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  formatRouterConfig,
  ROUTER_CONFIG_KEY,
  secretsOfProfile,
  SslProfile,
} from '../api/routerConfig';
import { Connector, Link, Listener, Site } from '../api/types';
import { ConfigMap, Pod, Secret } from '../kube/types';
import { Context } from './context';
import { NamespaceState, readConfig } from './namespaceState';
import { desiredRouterConfig } from './objects/desiredRouterConfig';
import { ownedBy } from './objects/owners';
import { liveAccesses } from './reconcileAccess';
import { selectPods } from './selectPods';

const NAME = 'skupper-router';
const PROFILE_CONTEXT = 'internal.skupper.io/tls-profile-context';
/** How many earlier revisions of a link's credentials stay valid. */
const PRIOR_REVISIONS = 2;

/**
 * Writes the router's configuration when it is another one than before.
 * @throws when the ConfigMap belongs to another Site, which must be gone first
 */
export async function reconcileRouterConfig(
  context: Context,
  state: NamespaceState,
  site: Site,
  bound: Listener[],
): Promise<void> {
  const { api, cache } = context;
  const { namespace = '', uid } = site.metadata;
  const existing = cache.get<ConfigMap>('ConfigMap', namespace, NAME);
  if (existing && !existing.metadata.ownerReferences?.some(owner => owner.uid === uid)) {
    throw new Error(`${NAME} is not owned by skupper site "${uid}"`);
  }
  const pods = cache.list<Pod>('Pod', namespace);
  const config = desiredRouterConfig({
    site,
    version: context.self.version,
    accesses: liveAccesses(context, namespace),
    links: cache
      .list<Link>('Link', namespace)
      .filter(({ metadata }) => state.links.get(metadata.name) === 'applied'),
    listeners: bound.map(listener => ({
      listener,
      port: state.ports.portOf(listener.metadata.name),
    })),
    connectors: cache
      .list<Connector>('Connector', namespace)
      .map(connector => ({ connector, pods: selectPods(connector, pods) })),
  });
  await numberProfiles(context, state, namespace, config.sslProfiles);
  if (existing && isDeepStrictEqual(readConfig(existing), JSON.parse(JSON.stringify(config))))
    return;
  const data = { [ROUTER_CONFIG_KEY]: formatRouterConfig(config) };
  const written = existing
    ? await api.update({ ...existing, data })
    : await api.create<ConfigMap>({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: NAME,
          namespace,
          labels: { 'internal.skupper.io/router-config': '' },
          ownerReferences: ownedBy(site),
        },
        data,
      });
  cache.put(written);
}

/** Gives each TLS profile the revision of its Secret, and notes profile and revision on the Secret. */
async function numberProfiles(
  { api, cache }: Context,
  state: NamespaceState,
  namespace: string,
  profiles: SslProfile[],
): Promise<void> {
  const bySecret = new Map<Secret, Array<{ profileName: string; ordinal: number }>>();
  for (const profile of profiles) {
    const secret = secretsOfProfile(profile.name)
      .map(name => cache.get<Secret>('Secret', namespace, name))
      .find(Boolean);
    const known = state.profiles.get(profile.name) ?? { ordinal: 0 };
    state.profiles.set(profile.name, known);
    if (secret) {
      const digest = digestOf(secret);
      if (known.digest && known.digest !== digest) known.ordinal += 1;
      known.digest = digest;
      const entry = { profileName: profile.name, ordinal: known.ordinal };
      bySecret.set(secret, [...(bySecret.get(secret) ?? []), entry]);
    }
    if (known.ordinal > 0) profile.ordinal = known.ordinal;
    if (known.ordinal > PRIOR_REVISIONS)
      profile.oldestValidOrdinal = known.ordinal - PRIOR_REVISIONS;
  }
  for (const [secret, entries] of bySecret) {
    const value = JSON.stringify(entries.sort((a, b) => (a.profileName < b.profileName ? -1 : 1)));
    if (secret.metadata.annotations?.[PROFILE_CONTEXT] === value) continue;
    const annotations = { ...secret.metadata.annotations, [PROFILE_CONTEXT]: value };
    cache.put(await api.update({ ...secret, metadata: { ...secret.metadata, annotations } }));
  }
}

function digestOf({ data = {} }: Secret): string {
  const hash = createHash('sha256');
  for (const key of Object.keys(data).sort()) hash.update(`${key}:${data[key]}\n`);
  return hash.digest('hex');
}
