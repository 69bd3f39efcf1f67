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

/** Makes an object of a watched kind, or changes what is there as far as needed. */
export async function ensure<T extends KubeObject>(context: Context, wanted: T): Promise<T> {
  const { namespace = '', name } = wanted.metadata;
  const current = context.cache.get<T>(wanted.kind, namespace, name);
  const result = await ensureFrom(context, current, wanted);
  context.cache.put(result);
  return result;
}

/** The same for kinds that are not watched, and so never in the cache. */
export async function ensureUnwatched(context: Context, wanted: KubeObject): Promise<void> {
  await ensureFrom(context, undefined, wanted);
}

async function ensureFrom<T extends KubeObject>(
  { api }: Context,
  known: T | undefined,
  wanted: T,
): Promise<T> {
  let current = known;
  if (!current) {
    try {
      return await api.create(wanted);
    } catch (error) {
      if (!isStatus(error, 409)) throw error;
      current = await api.get<T>(
        wanted.kind,
        wanted.metadata.namespace ?? '',
        wanted.metadata.name,
      );
    }
  }
  const next = reconciled(current, wanted);
  return next === current ? current : api.update(next);
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
