import { API_VERSION, Connector, Link, Listener, Site } from '../api/types';
import { NETWORK_STATUS_NAME } from '../api/networkStatus';
import { isStatus } from '../kube/api';
import { collectionPath } from '../kube/resources';
import { ConfigMap, keyOf, KubeObject } from '../kube/types';
import { watchObjects, WatchOptions } from '../kube/watch';
import { createWorkQueue } from '../kube/workQueue';
import { Context, timestamp, writeStatus } from './context';
import { NamespaceState, recoverState } from './namespaceState';
import { reconcileCertificates } from './reconcileCertificates';
import { reconcileSite } from './reconcileSite';
import { errorOrReady, withCondition } from './status/conditions';

/** Every object is looked at again this often, ms. */
const RESYNC = 30_000;

/** What is watched in all namespaces, and how it is narrowed. */
const WATCHED: Array<{ kind: string; apiVersion?: string } & Partial<WatchOptions<KubeObject>>> = [
  ...['Site', 'Link', 'Listener', 'Connector', 'Certificate', 'RouterAccess', 'SecuredAccess'].map(
    kind => ({ kind, apiVersion: API_VERSION }),
  ),
  { kind: 'Service' },
  { kind: 'Pod' },
  { kind: 'Secret', fieldSelector: 'type=kubernetes.io/tls' },
  { kind: 'ConfigMap', labelSelector: 'internal.skupper.io/router-config' },
  { kind: 'ConfigMap', fieldSelector: `metadata.name=${NETWORK_STATUS_NAME}` },
  { kind: 'ConfigMap', fieldSelector: 'metadata.name=skupper' },
  {
    kind: 'Deployment',
    apiVersion: 'apps/v1',
    labelSelector: 'skupper.io/component=router,skupper.io/type=site',
  },
];

/** Objects that are looked at one by one as well, as the real controller does. */
const SINGLE = ['Link', 'Listener', 'Connector'];

/**
 * Starts the stand-in controller: watches a cluster and keeps making what its Sites ask for.
 * @returns a function that stops it
 */
export function startController(context: Context): () => void {
  const { api, cache, log } = context;
  const states = new Map<string, NamespaceState>();
  const stateOf = (namespace: string) => {
    const state =
      states.get(namespace) ??
      recoverState(cache.get<ConfigMap>('ConfigMap', namespace, 'skupper-router'));
    states.set(namespace, state);
    return state;
  };
  const queue = createWorkQueue(handle, (key, error) => {
    // Somebody else was faster: it is tried again with what they wrote.
    if (!isStatus(error, 409) && !isStatus(error, 404)) log(`${key}: ${error.message}`);
  });
  let unsynced = WATCHED.length;
  const enqueue = (object: KubeObject) => {
    if (unsynced) return;
    if (SINGLE.includes(object.kind)) queue.add(`${object.kind} ${keyOf(object)}`);
    queue.add(`Namespace ${object.metadata.namespace}/`);
  };
  const resync = () => {
    for (const kind of [...SINGLE, 'Site', 'Certificate']) {
      for (const namespace of cache.namespaces(kind)) {
        cache.list(kind, namespace).forEach(enqueue);
      }
    }
    states.forEach(state => {
      state.accountChecked = false;
    });
  };
  const stops = WATCHED.map(({ kind, apiVersion = 'v1', ...selectors }) => {
    let synced = false;
    return watchObjects<KubeObject>(api, {
      kind,
      apiVersion,
      path: collectionPath(kind),
      ...selectors,
      log,
      onChange(object) {
        cache.put(object);
        enqueue(object);
      },
      onDelete(object) {
        cache.drop(object);
        enqueue(object);
      },
      onSynced() {
        if (synced) return;
        synced = true;
        unsynced -= 1;
        if (!unsynced) resync();
      },
    });
  });
  const timer = setInterval(resync, RESYNC);

  async function handle(key: string): Promise<void> {
    const [kind, rest] = key.split(' ');
    const [namespace, name] = rest.split('/');
    if (!isControlled(context, namespace)) return;
    const site = activeSite(context, stateOf(namespace), namespace);
    if (!site && states.get(namespace)?.site) states.delete(namespace);
    if (kind === 'Link') await lookAtLink(context, stateOf(namespace), namespace, name, site);
    if (kind === 'Namespace') {
      if (site) {
        await reportInactive(context, namespace, site);
        await reconcileCertificates(context, namespace);
        await reconcileSite(context, stateOf(namespace), site);
      }
      await reconcileCertificates(context, namespace);
    } else if (!site) {
      const object = cache.get<Listener | Connector>(kind, namespace, name);
      if (object) await writeStatus(context, object, withoutSite(object));
    }
  }

  return () => {
    clearInterval(timer);
    queue.stop();
    stops.forEach(stop => stop());
  };
}

/** A namespace is this controller's unless its ConfigMap `skupper` names another one. */
function isControlled({ cache, self }: Context, namespace: string): boolean {
  const owner = cache.get<ConfigMap>('ConfigMap', namespace, 'skupper')?.data?.controller;
  if (!owner) return true;
  return (
    (owner.includes('/') ? owner : `${namespace}/${owner}`) === `${self.namespace}/${self.name}`
  );
}

/** The Site that counts: the one that was active before, else the one that owns the router's configuration, else the oldest. */
function activeSite(
  { cache }: Context,
  state: NamespaceState,
  namespace: string,
): Site | undefined {
  const sites = cache.list<Site>('Site', namespace).filter(s => !s.metadata.deletionTimestamp);
  if (state.site) return sites.find(({ metadata }) => metadata.uid === state.site?.uid);
  const owners = cache.get('ConfigMap', namespace, 'skupper-router')?.metadata.ownerReferences;
  const site =
    sites.find(({ metadata }) => owners?.some(({ uid }) => uid === metadata.uid)) ??
    [...sites].sort((a, b) =>
      (a.metadata.creationTimestamp ?? '').localeCompare(b.metadata.creationTimestamp ?? ''),
    )[0];
  if (site) state.site = { name: site.metadata.name, uid: site.metadata.uid ?? '' };
  return site;
}

async function reportInactive(context: Context, namespace: string, active: Site): Promise<void> {
  for (const site of context.cache.list<Site>('Site', namespace)) {
    if (site.metadata.uid === active.metadata.uid) continue;
    const message = `An active site already exists in the namespace (${active.metadata.name})`;
    const status = withCondition(
      { ...site, status: { ...site.status, controller: context.self } },
      'Configured',
      errorOrReady(message),
      timestamp(),
    );
    const known = site.status?.conditions?.find(({ type }) => type === 'Configured');
    if (known?.message !== message) await writeStatus(context, site, status);
  }
}

/** A new Link is only noticed at the first look, and taken over at the second. */
async function lookAtLink(
  context: Context,
  state: NamespaceState,
  namespace: string,
  name: string,
  site: Site | undefined,
): Promise<void> {
  if (!context.cache.get<Link>('Link', namespace, name)) {
    state.links.delete(name);
  } else if (!site) {
    state.links.set(name, 'seen');
  } else {
    state.links.set(name, state.links.has(name) ? 'applied' : 'seen');
  }
}

function withoutSite<T extends Listener | Connector | Link>(object: T): T['status'] {
  const problem = errorOrReady('No active site in namespace');
  return withCondition(object, 'Configured', problem, timestamp()) as T['status'];
}
