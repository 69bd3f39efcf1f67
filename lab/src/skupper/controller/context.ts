import { Status } from '../api/types';
import { KubeClient } from '../../kube/client';
import { isStatus } from '../../kube/request';
import { KubeObject } from '../../kube/types';
import { ClusterCache } from './clusterCache';
import { Memory } from './memory';
import { reconciled } from './objects/reconciled';
import { RouterImages } from './objects/routerDeployment';
import { ConditionState, withCondition } from './status/conditions';

/** Where a controller runs. */
export interface Environment {
  api: KubeClient;
  /** The newest versions that the watches brought. Handlers get these very objects, not copies. */
  cache: ClusterCache;
  images: RouterImages;
  /** This controller, as `Site.status.controller` names it. */
  self: { name: string; namespace: string; version: string };
  log(line: string): void;
  /** How long the work on a listener, connector or link takes beside the requests, ms. */
  workMs: number;
  /** Writes again what a conflict refused, which the real controller does not do. */
  kind: boolean;
}

/** What every handler works with. */
export interface Context extends Environment {
  memory: Memory;
  enqueue(key: string): void;
}

/**
 * Sets a condition on the object in memory, before anything is written. When the write fails the
 * object that the cache and the controller hold says all the same that the condition is there.
 * @returns whether anything changed, so that the status must be written
 */
export function setCondition(
  object: KubeObject<unknown, Status>,
  type: string,
  state: ConditionState,
): boolean {
  const next = withCondition(object, type, state, timestamp());
  if (next === object.status) return false;
  object.status = next;
  return true;
}

/**
 * Writes the status that an object has in memory, on the version that was seen.
 * @throws ApiError 409 when somebody wrote the object meanwhile; it is not read again then
 */
export async function writeStatus<T extends KubeObject>(context: Context, object: T): Promise<T> {
  const { api, kind } = context;
  try {
    return await api.updateStatus(object);
  } catch (error) {
    if (!kind || !isStatus(error, 409)) throw error;
    const { namespace = '', name } = object.metadata;
    const latest = await api.get<T>(object.kind, namespace, name);
    return api.updateStatus({ ...latest, status: object.status });
  }
}

/** Makes an object, or changes what is there as far as needed, after a look at the API server. */
export async function ensure<T extends KubeObject>({ api }: Context, wanted: T): Promise<T> {
  const { namespace = '', name } = wanted.metadata;
  let current: T;
  try {
    current = await api.get<T>(wanted.kind, namespace, name);
  } catch (error) {
    if (!isStatus(error, 404)) throw error;
    return api.create(wanted);
  }
  const next = reconciled(current, wanted);
  return next === current ? current : api.update(next);
}

/** What went wrong with some work, or nothing. */
export async function failureOf(work: () => Promise<unknown>): Promise<Error | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** The time as conditions say it. */
export function timestamp(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}
