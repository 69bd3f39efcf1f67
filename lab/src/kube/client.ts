import type { IncomingMessage } from 'node:http';
import { Agent } from 'node:https';
import {
  type ApiAccess,
  readText,
  type RequestOptions,
  requireSuccess,
  sendRequest,
} from './request';
import { collectionPath, objectPath } from './resources';
import type { KubeObject, ObjectMeta } from './types';

/**
 * A small client of one API server, on Node's own HTTPS, for every process of the lab: nodes,
 * controllers, routers. The general client library would be three times the memory (220 MB instead
 * of 75 MB) and 2 s of CPU at the start of each of them.
 */
export interface KubeClient {
  /**
   * One request with a JSON answer.
   * @throws ApiError when it is refused, or the error of the connection
   */
  call<T = unknown>(method: string, path: string, options?: RequestOptions): Promise<T>;
  /**
   * Opens a GET whose answer goes on, as a watch does. The caller reads it and destroys it.
   * @throws as `call` does
   */
  stream(path: string, idleTimeoutMs: number): Promise<IncomingMessage>;
  get<T extends KubeObject>(kind: string, namespace: string, name: string): Promise<T>;
  create<T extends KubeObject>(object: T): Promise<T>;
  update<T extends KubeObject>(object: T): Promise<T>;
  updateStatus<T extends KubeObject>(object: T): Promise<T>;
  remove(object: { kind: string; metadata: ObjectMeta }): Promise<void>;
}

/**
 * A client with the rights of a kubeconfig's user. Connections are kept and shared.
 *
 * @param maxSockets - how many of them at once
 */
export function createClient(access: ApiAccess, maxSockets = 64): KubeClient {
  const agent = new Agent({ keepAlive: true, maxSockets });
  const call = async <T>(method: string, path: string, options: RequestOptions = {}) => {
    const response = await sendRequest(access, method, path, { agent, ...options });
    return JSON.parse(await readText(await requireSuccess(response))) as T;
  };
  return {
    call,
    // A watch has a connection of its own: it must not take one that calls need.
    stream: async (path, timeoutMs) =>
      requireSuccess(await sendRequest(access, 'GET', path, { timeoutMs, agent: false })),
    get: (kind, namespace, name) => call('GET', `${collectionPath(kind, namespace)}/${name}`),
    create: object =>
      call('POST', collectionPath(object.kind, object.metadata.namespace), { body: object }),
    update: object => call('PUT', objectPath(object), { body: object }),
    updateStatus: object => call('PUT', `${objectPath(object)}/status`, { body: object }),
    async remove(object) {
      const body = { propagationPolicy: 'Background' };
      await call('DELETE', objectPath(object), { body });
    },
  };
}
