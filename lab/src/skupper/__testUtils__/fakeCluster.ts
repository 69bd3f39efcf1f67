import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { KubeClient } from '../../kube/client';
import { ApiError } from '../../kube/request';
import { resourceName } from '../../kube/resources';
import { KubeObject } from '../../kube/types';

/** What a watch says of one object. */
export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubeObject;
  /** What the cluster's clock said. */
  t: number;
}

type Identity = Pick<KubeObject, 'kind' | 'metadata'>;

/**
 * An API server in memory, for tests: no admission and no defaults, but optimistic locking, watches
 * that lag a little, and the garbage collector, as the real one has them.
 */
export interface FakeCluster {
  api: KubeClient;
  /**
   * Puts an object there as a person or another controller would; status and what is not said stay.
   */
  apply<T extends KubeObject>(object: T): T;
  get<T extends KubeObject>(kind: string, namespace: string, name: string): T;
  find<T extends KubeObject>(kind: string, namespace: string, name: string): T | undefined;
  objects(): KubeObject[];
  remove(kind: string, namespace: string, name: string): void;
  /** Tells of all that is there, and later of each change. @returns a function that ends it */
  watch(onEvent: (event: WatchEvent) => void): () => void;
  /** A clock that the test sets. */
  clock: { now: number };
  /** The version of the last change. */
  version(): number;
  /** Called after an object was made by the API, as another controller would notice it. */
  onCreate: (object: KubeObject) => void;
  /** Requests that changed something, as `POST Service ns/name`. */
  changes: string[];
}

/**
 * @param uidOf - the UID of an object that is made without one
 */
export function createFakeCluster(
  uidOf: (object: KubeObject) => string = () => randomUUID(),
): FakeCluster {
  const store = new Map<string, KubeObject>();
  const watchers = new Set<(event: WatchEvent) => void>();
  const changes: string[] = [];
  const clock = { now: 0 };
  let version = 0;
  const key = ({ kind, metadata }: Identity) => `${kind} ${metadata.namespace}/${metadata.name}`;
  const named = ({ kind, metadata }: Identity) => `${resourceName(kind)} "${metadata.name}"`;
  const tell = (type: WatchEvent['type'], object: KubeObject) => {
    const interested = [...watchers];
    const t = clock.now;
    setImmediate(() => interested.forEach(watcher => watcher({ type, object: cloned(object), t })));
  };
  const put = <T extends KubeObject>(object: T, type: WatchEvent['type']): T => {
    version += 1;
    const metadata = { ...object.metadata, resourceVersion: String(version) };
    const copy = cloned({ ...object, metadata });
    store.set(key(copy), copy);
    tell(type, copy);
    return cloned(copy);
  };
  const find = <T extends KubeObject>(object: Identity): T => {
    const found = store.get(key(object));
    if (!found) throw new ApiError(404, 'NotFound', `${named(object)} not found`);
    return found as T;
  };
  const generationOf = (current: KubeObject, next: KubeObject) =>
    (current.metadata.generation ?? 1) +
    (JSON.stringify(current.spec) === JSON.stringify(next.spec) ? 0 : 1);
  const replace = <T extends KubeObject>(object: T, status: boolean): T => {
    const current = find<T>(object);
    if (current.metadata.resourceVersion !== object.metadata.resourceVersion) {
      const message = `Operation cannot be fulfilled on ${named(object)}: the object has been modified`;
      throw new ApiError(409, 'Conflict', message);
    }
    const next: T = status
      ? { ...current, status: object.status }
      : {
          ...object,
          ...(current.status ? { status: current.status } : {}),
          metadata: { ...object.metadata, generation: generationOf(current, object) },
        };
    if (JSON.stringify(next) === JSON.stringify(current)) return cloned(current);
    changes.push(`PUT ${key(object)}${status ? ' status' : ''}`);
    return put(next, 'MODIFIED');
  };
  const add = <T extends KubeObject>(object: T): T => {
    if (store.has(key(object))) {
      throw new ApiError(409, 'AlreadyExists', `${named(object)} already exists`);
    }
    const metadata = {
      generation: 1,
      creationTimestamp: new Date().toISOString(),
      ...object.metadata,
      uid: object.metadata.uid ?? uidOf(object),
    };
    return put({ ...object, metadata }, 'ADDED');
  };
  const apply = <T extends KubeObject>(object: T): T => {
    const current = store.get(key(object)) as T | undefined;
    if (!current) return add(object);
    const metadata = {
      ...current.metadata,
      ...object.metadata,
      uid: current.metadata.uid,
      generation: generationOf(current, { ...current, ...object }),
    };
    return put({ ...current, ...object, metadata }, 'MODIFIED');
  };
  const remove = (object: KubeObject) => {
    store.delete(key(object));
    version += 1;
    tell('DELETED', object);
    const uids = new Set([...store.values()].map(({ metadata }) => metadata.uid));
    for (const other of [...store.values()]) {
      const { ownerReferences = [] } = other.metadata;
      if (!ownerReferences.some(({ uid }) => uid === object.metadata.uid)) continue;
      const left = ownerReferences.filter(({ uid }) => uids.has(uid));
      if (left.length) apply({ ...other, metadata: { ...other.metadata, ownerReferences: left } });
      else if (store.get(key(other)) === other) remove(other);
    }
  };
  /** A request takes its time, so that watches and other requests come in between. */
  const request = async <T>(answer: () => T): Promise<T> => {
    await nextTurn();
    return answer();
  };
  const unused = () => {
    throw new Error('not part of the fake cluster');
  };
  const fake: FakeCluster = {
    api: {
      call: unused,
      stream: unused,
      get: <T extends KubeObject>(kind: string, namespace: string, name: string) =>
        request(() => cloned(find<T>({ kind, metadata: { namespace, name } }))),
      create: object =>
        request(() => {
          const created = add(object);
          changes.push(`POST ${key(object)}`);
          fake.onCreate(created);
          return created;
        }),
      update: object => request(() => replace(object, false)),
      updateStatus: object => request(() => replace(object, true)),
      remove: object => request(() => remove(find(object))),
    },
    changes,
    clock,
    onCreate() {},
    apply,
    get: (kind, namespace, name) => cloned(find({ kind, metadata: { namespace, name } })),
    find: <T extends KubeObject>(kind: string, namespace: string, name: string) => {
      const found = store.get(key({ kind, metadata: { namespace, name } }));
      return found && (cloned(found) as T);
    },
    objects: () => [...store.values()].map(object => cloned(object)),
    remove: (kind, namespace, name) => remove(find({ kind, metadata: { namespace, name } })),
    watch(onEvent) {
      store.forEach(object => onEvent({ type: 'ADDED', object: cloned(object), t: clock.now }));
      watchers.add(onEvent);
      return () => void watchers.delete(onEvent);
    },
    version: () => version,
  };
  return fake;
}

/**
 * A copy as it would have travelled: Jest's own structuredClone makes objects with foreign
 * prototypes.
 */
function cloned<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
