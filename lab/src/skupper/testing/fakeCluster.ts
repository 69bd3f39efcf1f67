import { Api, ApiError } from '../kube/api';
import { KubeObject } from '../kube/types';
import { ClusterCache, createClusterCache } from '../controller/clusterCache';

/** An API server in memory, for tests: no admission, no defaults, optimistic locking as the real one does it. */
export interface FakeCluster {
  api: Api;
  cache: ClusterCache;
  /** Puts an object there as a person or another controller would. */
  apply<T extends KubeObject>(object: T): T;
  get<T extends KubeObject>(kind: string, namespace: string, name: string): T;
  objects(): KubeObject[];
  /** Deletes an object and what it owns, as the garbage collector does. */
  remove(kind: string, namespace: string, name: string): void;
  hooks: {
    /** Called after an object was made by the API, as another controller would notice it. */
    onCreate(object: KubeObject): void;
  };
  /** Requests that changed something, as `POST Service ns/name`. */
  changes: string[];
}

/**
 * @param uidOf - the UID of an object that is made; must be the same for the same object
 */
export function createFakeCluster(uidOf: (object: KubeObject) => string): FakeCluster {
  const cache = createClusterCache();
  const store = new Map<string, KubeObject>();
  const changes: string[] = [];
  const hooks: FakeCluster['hooks'] = { onCreate() {} };
  let version = 0;
  const key = ({ kind, metadata }: Pick<KubeObject, 'kind' | 'metadata'>) =>
    `${kind} ${metadata.namespace}/${metadata.name}`;
  const put = <T extends KubeObject>(object: T): T => {
    version += 1;
    const copy = cloned({
      ...object,
      metadata: { ...object.metadata, resourceVersion: String(version) },
    });
    store.set(key(copy), copy);
    cache.put(copy);
    return cloned(copy);
  };
  const find = <T extends KubeObject>(object: Pick<KubeObject, 'kind' | 'metadata'>): T => {
    const found = store.get(key(object));
    if (!found) throw new ApiError(404, 'NotFound', `${key(object)} not found`);
    return found as T;
  };
  const replace = <T extends KubeObject>(object: T, status: boolean): T => {
    const current = find<T>(object);
    if (current.metadata.resourceVersion !== object.metadata.resourceVersion) {
      throw new ApiError(409, 'Conflict', `${key(object)} has been modified`);
    }
    changes.push(`PUT ${key(object)}${status ? ' status' : ''}`);
    if (status) return put({ ...current, status: object.status });
    const changed = JSON.stringify(current.spec) !== JSON.stringify(object.spec);
    const generation = (current.metadata.generation ?? 1) + (changed ? 1 : 0);
    return put({ ...object, status: current.status, metadata: { ...object.metadata, generation } });
  };
  const add = <T extends KubeObject>(object: T): T => {
    if (store.has(key(object)))
      throw new ApiError(409, 'AlreadyExists', `${key(object)} already exists`);
    return put({
      ...object,
      metadata: {
        ...object.metadata,
        uid: uidOf(object),
        generation: 1,
        creationTimestamp: '2026-01-01T00:00:00Z',
      },
    });
  };
  const remove = (object: KubeObject) => {
    store.delete(key(object));
    cache.drop(object);
    for (const other of [...store.values()]) {
      if (other.metadata.ownerReferences?.some(({ uid }) => uid === object.metadata.uid))
        remove(other);
    }
  };
  const unused = () => {
    throw new Error('not part of the fake cluster');
  };
  const api: Api = {
    send: unused,
    open: unused,
    get: async <T extends KubeObject>(kind: string, namespace: string, name: string) =>
      cloned(find<T>({ kind, metadata: { namespace, name } })),
    create: async object => {
      const created = add(object);
      changes.push(`POST ${key(object)}`);
      hooks.onCreate(created);
      return created;
    },
    update: async object => replace(object, false),
    updateStatus: async object => replace(object, true),
    remove: async object => remove(find(object)),
  };
  return {
    api,
    cache,
    hooks,
    changes,
    apply: object => (store.has(key(object)) ? put({ ...find(object), ...object }) : add(object)),
    get: (kind, namespace, name) => cloned(find({ kind, metadata: { namespace, name } })),
    objects: () => [...store.values()].map(object => cloned(object)),
    remove: (kind, namespace, name) => remove(find({ kind, metadata: { namespace, name } })),
  };
}

/** A copy as it would have travelled: Jest's own structuredClone makes objects with foreign prototypes. */
function cloned<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
