import { isStatus } from '../../kube/request';
import { KubeObject } from '../../kube/types';
import { createWorkQueue } from './workQueue';
import { Context, Environment } from './context';
import { handle, objectsOf, topicsOf } from './handlers';
import { createMemory } from './memory';
import { recover } from './recover';

/**
 * Skupper's own kinds, in the order in which the real controller watches them. All are looked at
 * again every 30 s.
 */
export const OWN_KINDS = [
  'Site',
  'Listener',
  'Connector',
  'RouterAccess',
  'Link',
  'Certificate',
  'SecuredAccess',
] as const;
/** The other kinds, which are looked at again every 5 minutes. */
export const OTHER_KINDS = ['Service', 'ConfigMap', 'Pod', 'Secret'] as const;

/**
 * The stand-in controller without the watching: one queue and one worker for all namespaces. Events
 * of the same object that wait are one, and the worker takes the newest version when its turn
 * comes.
 */
export interface Controller {
  /** An object was made or changed. */
  changed(object: KubeObject): void;
  /** An object is gone. */
  deleted(object: KubeObject): void;
  /** Goes through what is there, then begins with the events. */
  start(): Promise<void>;
  /** Hands all objects of these kinds to their handlers again. */
  resync(kinds: readonly string[]): void;
  /** Resolves when there is nothing to do. */
  idle(): Promise<void>;
  stop(): void;
}

export function createController(environment: Environment): Controller {
  const { cache, log } = environment;
  let add = (_: string) => {};
  const context: Context = {
    ...environment,
    memory: createMemory(),
    enqueue: key => add(key),
  };
  const queue = createWorkQueue(
    key => handle(context, key),
    (key, error) => {
      // Somebody else was faster, which is part of the game.
      if (!isStatus(error, 409) && !isStatus(error, 404)) log(`${key}: ${error.message}`);
    },
  );
  add = queue.add;
  const enqueue = (object: KubeObject) => topicsOf(context, object).forEach(queue.add);
  return {
    changed(object) {
      cache.put(object);
      enqueue(object);
    },
    deleted(object) {
      cache.drop(object);
      enqueue(object);
    },
    async start() {
      await recover(context);
      queue.start();
    },
    resync: kinds => kinds.forEach(kind => objectsOf(context, kind).forEach(enqueue)),
    idle: queue.idle,
    stop: queue.stop,
  };
}
