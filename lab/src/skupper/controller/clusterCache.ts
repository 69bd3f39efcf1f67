import { KubeObject } from '../../kube/types';

/** The last known version of every watched object. */
export interface ClusterCache {
  get<T extends KubeObject>(kind: string, namespace: string, name: string): T | undefined;
  /** Objects of a kind in a namespace, by name. */
  list<T extends KubeObject>(kind: string, namespace: string): T[];
  /** All namespaces that hold an object of a kind. */
  namespaces(kind: string): string[];
  /** Keeps an object unless a newer version of it is known. */
  put(object: KubeObject): void;
  drop(object: KubeObject): void;
}

/** An empty cache. */
export function createClusterCache(): ClusterCache {
  const kinds = new Map<string, Map<string, Map<string, KubeObject>>>();
  const namespace = (kind: string, name: string) => kinds.get(kind)?.get(name);
  return {
    get: <T>(kind: string, ns: string, name: string) =>
      namespace(kind, ns)?.get(name) as T | undefined,
    list: <T>(kind: string, ns: string) =>
      [...(namespace(kind, ns)?.values() ?? [])].sort((a, b) =>
        a.metadata.name < b.metadata.name ? -1 : 1,
      ) as T[],
    namespaces: kind =>
      [...(kinds.get(kind)?.entries() ?? [])].flatMap(([name, objects]) =>
        objects.size ? [name] : [],
      ),
    put(object) {
      const { namespace: ns = '', name, resourceVersion } = object.metadata;
      const byNamespace = kinds.get(object.kind) ?? new Map();
      kinds.set(object.kind, byNamespace);
      const objects: Map<string, KubeObject> = byNamespace.get(ns) ?? new Map();
      byNamespace.set(ns, objects);
      const known = objects.get(name)?.metadata;
      const older =
        known?.uid === object.metadata.uid &&
        Number(known?.resourceVersion) > Number(resourceVersion);
      if (!older) objects.set(name, object);
    },
    drop({ kind, metadata }) {
      const objects = namespace(kind, metadata.namespace ?? '');
      // What was made anew under the same name stays.
      if (objects?.get(metadata.name)?.metadata.uid === metadata.uid)
        objects?.delete(metadata.name);
    },
  };
}
