import { Api, isStatus } from '../kube/api';
import { KubeObject } from '../kube/types';
import { ClusterCache } from './clusterCache';
import { reconciled } from './objects/reconciled';
import { RouterImages } from './objects/routerDeployment';

/** What every part of the controller works with. */
export interface Context {
  api: Api;
  cache: ClusterCache;
  images: RouterImages;
  /** This controller, as `Site.status.controller` names it. */
  self: { name: string; namespace: string; version: string };
  log(line: string): void;
}

/** Makes an object, or changes what is there as far as needed. */
export async function ensure<T extends KubeObject>(context: Context, wanted: T): Promise<T> {
  const { api, cache } = context;
  const { namespace = '', name } = wanted.metadata;
  let current = cache.get<T>(wanted.kind, namespace, name);
  if (!current) {
    try {
      const created = await api.create(wanted);
      cache.put(created);
      return created;
    } catch (error) {
      if (!isStatus(error, 409)) throw error;
      current = await api.get<T>(wanted.kind, namespace, name);
    }
  }
  const next = reconciled(current, wanted);
  if (next === current) return current;
  const updated = await api.update(next);
  cache.put(updated);
  return updated;
}

/** Writes an object's status when it is another one than before. */
export async function writeStatus<T extends KubeObject>(
  { api, cache }: Context,
  object: T,
  status: T['status'],
): Promise<T> {
  if (status === object.status) return object;
  const updated = await api.updateStatus({ ...object, status });
  cache.put(updated);
  return updated;
}

/** The time as conditions say it. */
export function timestamp(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}
