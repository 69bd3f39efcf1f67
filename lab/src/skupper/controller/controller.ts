import { NETWORK_STATUS_NAME } from '../api/networkStatus';
import { API_VERSION } from '../api/types';
import { isStatus } from '../kube/api';
import { collectionPath } from '../kube/resources';
import { keyOf, KubeObject } from '../kube/types';
import { watchObjects, WatchOptions } from '../kube/watch';
import { createWorkQueue } from '../kube/workQueue';
import { Context } from './context';
import { createReconciler } from './reconciler';

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
  const reconciler = createReconciler(context);
  const queue = createWorkQueue(reconciler.handle, (key, error) => {
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
    reconciler.resync();
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

  return () => {
    clearInterval(timer);
    queue.stop();
    stops.forEach(stop => stop());
  };
}
