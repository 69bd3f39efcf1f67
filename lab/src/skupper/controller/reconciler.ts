import { Connector, Link, Listener, Site } from '../api/types';
import { ConfigMap } from '../kube/types';
import { Context, timestamp, writeStatus } from './context';
import { NamespaceState, recoverState } from './namespaceState';
import { reconcileCertificates } from './reconcileCertificates';
import { reconcileSite } from './reconcileSite';
import { errorOrReady, withCondition } from './status/conditions';

/** The controller's decisions and their effects, without the watching. */
export interface Reconciler {
  /**
   * Looks at one thing: `Namespace <namespace>/`, or `Link|Listener|Connector <namespace>/<name>`.
   * @throws when something could not be done; it should be looked at again then
   */
  handle(key: string): Promise<void>;
  /** Everything is going to be looked at again. */
  resync(): void;
}

export function createReconciler(context: Context): Reconciler {
  const { cache } = context;
  const states = new Map<string, NamespaceState>();
  const stateOf = (namespace: string) => {
    const state =
      states.get(namespace) ??
      recoverState(cache.get<ConfigMap>('ConfigMap', namespace, 'skupper-router'));
    states.set(namespace, state);
    return state;
  };
  return {
    async handle(key) {
      const [kind, rest] = key.split(' ');
      const [namespace, name] = rest.split('/');
      if (!isControlled(context, namespace)) return;
      let site = activeSite(context, stateOf(namespace), namespace);
      if (!site && states.get(namespace)?.site) {
        // The active Site is gone; another one that was waiting takes its place.
        states.delete(namespace);
        site = activeSite(context, stateOf(namespace), namespace);
      }
      const state = stateOf(namespace);
      if (kind === 'Namespace') {
        await reconcileCertificates(context, namespace);
        if (!site) return;
        await reportInactive(context, namespace, site);
        await reconcileSite(context, state, site);
        return;
      }
      if (kind === 'Link') lookAtLink(context, state, namespace, name, site);
      if (site) return;
      const object = cache.get<Listener | Connector | Link>(kind, namespace, name);
      if (object) await writeStatus(context, object, withoutSite(object));
    },
    resync() {
      states.forEach(state => {
        state.accountChecked = false;
      });
    },
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
function lookAtLink(
  context: Context,
  state: NamespaceState,
  namespace: string,
  name: string,
  site: Site | undefined,
) {
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
