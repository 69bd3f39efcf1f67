import { ClientRequest, IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { ApiAccess } from './kubeconfig';
import { collectionPath, objectPath } from './resources';
import { KubeObject, ObjectMeta } from './types';

/** A refusal by the API server, e.g. 404 NotFound, 409 Conflict or AlreadyExists. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * A small client of one API server. The usual client library costs 110 MB of memory a process, and every router of the lab
 * is a process.
 */
export interface Api {
  /** One request with a JSON answer. @throws ApiError when it is refused */
  send<T>(method: string, path: string, body?: unknown, contentType?: string): Promise<T>;
  /** Opens a GET whose answer goes on, as a watch does. */
  open(path: string, onResponse: (response: IncomingMessage) => void): ClientRequest;
  get<T extends KubeObject>(kind: string, namespace: string, name: string): Promise<T>;
  create<T extends KubeObject>(object: T): Promise<T>;
  update<T extends KubeObject>(object: T): Promise<T>;
  updateStatus<T extends KubeObject>(object: T): Promise<T>;
  remove(object: { kind: string; metadata: ObjectMeta }): Promise<void>;
}

/** Time after which a request that got no answer fails, ms. */
const TIMEOUT = 10_000;

/** A client with the rights of a kubeconfig's user. Connections are kept and shared. */
export function createApi(access: ApiAccess): Api {
  const base = new URL(access.server);
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 64,
    ca: access.ca,
    cert: access.cert,
    key: access.key,
  });
  const start = (method: string, path: string, headers: Record<string, string | number>) =>
    httpsRequest({
      host: base.hostname.replace(/^\[|\]$/g, ''),
      port: base.port || 443,
      path: base.pathname.replace(/\/$/, '') + path,
      method,
      agent,
      headers: {
        accept: 'application/json',
        ...(access.token ? { authorization: `Bearer ${access.token}` } : {}),
        ...headers,
      },
    });

  const send = <T>(
    method: string,
    path: string,
    body?: unknown,
    contentType = 'application/json',
  ) =>
    new Promise<T>((resolve, reject) => {
      const text = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
      const headers = text ? { 'content-type': contentType, 'content-length': text.length } : {};
      const request = start(method, path, headers as Record<string, string | number>);
      request.setTimeout(TIMEOUT, () =>
        request.destroy(new Error(`no answer to ${method} ${path}`)),
      );
      request.on('error', reject);
      request.on('response', response => {
        readAll(response).then(answer => {
          const parsed = parseJson(answer) as { reason?: string; message?: string };
          if ((response.statusCode ?? 0) < 300) resolve(parsed as T);
          else
            reject(
              new ApiError(response.statusCode ?? 0, parsed.reason ?? '', parsed.message ?? answer),
            );
        }, reject);
      });
      request.end(text);
    });

  return {
    send,
    open(path, onResponse) {
      const request = start('GET', path, {});
      request.on('response', onResponse);
      request.end();
      return request;
    },
    get: (kind, namespace, name) => send('GET', `${collectionPath(kind, namespace)}/${name}`),
    create: object => send('POST', collectionPath(object.kind, object.metadata.namespace), object),
    update: object => send('PUT', objectPath(object), object),
    updateStatus: object => send('PUT', `${objectPath(object)}/status`, object),
    remove: async object => {
      await send('DELETE', objectPath(object), { propagationPolicy: 'Background' });
    },
  };
}

/** Whether an error is the API server's refusal with this HTTP status. */
export function isStatus(error: unknown, status: number): boolean {
  return error instanceof ApiError && error.status === status;
}

/** The whole body of an answer as text. */
export async function readAll(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text.trim() };
  }
}
