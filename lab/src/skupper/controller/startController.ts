import { NETWORK_STATUS_NAME } from '../api/networkStatus';
import { ObjectStore } from '../../kube/ObjectStore';
import { collectionPath } from '../../kube/resources';
import { KubeObject } from '../../kube/types';
import { watchObjects, WatchOptions } from '../../kube/watchObjects';
import { Environment } from './context';
import { createController, OTHER_KINDS, OWN_KINDS } from './controller';

/** How often objects are handed to their handlers again though nothing changed, ms. */
const RESYNC = { own: 30_000, other: 300_000, kind: 2_000 };

/** What is watched in all namespaces, and how it is narrowed. */
const WATCHED: ({ kind: string } & Pick<WatchOptions, 'labelSelector' | 'fieldSelector'>)[] = [
  ...OWN_KINDS.map(kind => ({ kind })),
  { kind: 'Service' },
  { kind: 'Pod' },
  { kind: 'Secret', fieldSelector: 'type=kubernetes.io/tls' },
  { kind: 'ConfigMap', labelSelector: 'internal.skupper.io/router-config' },
  { kind: 'ConfigMap', fieldSelector: `metadata.name=${NETWORK_STATUS_NAME}` },
  { kind: 'ConfigMap', fieldSelector: 'metadata.name=skupper' },
];

/**
 * Starts the stand-in controller: watches a cluster and keeps making what its Sites ask for.
 * @returns a function that stops it
 */
export function startController(environment: Environment): () => void {
  const { api, kind: isKind, log } = environment;
  const controller = createController(environment);
  const timers: NodeJS.Timeout[] = [];
  const every = (ms: number, kinds: readonly string[]) => {
    timers.push(setInterval(() => controller.resync(kinds), ms));
  };
  let unsynced = WATCHED.length;
  const synced = async () => {
    unsynced -= 1;
    if (unsynced) return;
    await controller.start();
    every(isKind ? RESYNC.kind : RESYNC.own, OWN_KINDS);
    every(RESYNC.other, OTHER_KINDS);
  };
  const stops = WATCHED.map(({ kind, ...selectors }) => {
    let first = true;
    const store = new ObjectStore<KubeObject>();
    store.onChange((now, before) => (now ? controller.changed(now) : controller.deleted(before!)));
    return watchObjects(api, collectionPath(kind), store, {
      ...selectors,
      log,
      onSynced() {
        if (first) synced().catch((error: Error) => log(`cannot start: ${error.message}`));
        first = false;
      },
    });
  });

  return () => {
    timers.forEach(clearInterval);
    controller.stop();
    stops.forEach(stop => stop());
  };
}
