import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { parse } from 'yaml';

/** An answer of the API server that is not 2xx. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** How a change is sent. */
export type PatchType = 'application/merge-patch+json' | 'application/strategic-merge-patch+json';

/** Options of one call. */
export interface CallOptions {
  body?: unknown;
  contentType?: PatchType | 'application/json';
  /** For the whole call; 10 s when not given. */
  timeoutMs?: number;
}

/**
 * The few calls to an API server that a node makes, on Node's own HTTPS. The general client library would be three times the
 * memory (220 MB instead of 75 MB resident) and 2 s of CPU at each start, for every cluster of the lab.
 */
export interface ApiClient {
  /** @returns the parsed answer. @throws ApiError, or the error of the connection */
  call<T = unknown>(method: string, path: string, options?: CallOptions): Promise<T>;
  /** Opens a stream (a watch). The caller reads it and destroys it. @throws as `call` does */
  stream(path: string, idleTimeoutMs: number): Promise<IncomingMessage>;
}

interface Kubeconfig {
  'current-context': string;
  contexts: { name: string; context: { cluster: string; user: string } }[];
  clusters: { name: string; cluster: { server: string; 'certificate-authority-data': string } }[];
  users: { name: string; user: { token: string } }[];
}

/** Client of the current context of a lab kubeconfig (token and embedded CA). @throws when the file cannot be used */
export function apiClient(kubeconfig: string): ApiClient {
  const config = parse(readFileSync(kubeconfig, 'utf8')) as Kubeconfig;
  const context = config.contexts.find(c => c.name === config['current-context'])?.context;
  const cluster = config.clusters.find(c => c.name === context?.cluster)?.cluster;
  const token = config.users.find(u => u.name === context?.user)?.user.token;
  if (!cluster || !token) throw new Error(`${kubeconfig} has no usable current context`);
  const ca = Buffer.from(cluster['certificate-authority-data'], 'base64');
  const agent = new Agent({ keepAlive: true, maxSockets: 6, ca });

  const open = (method: string, path: string, options: CallOptions, keepOpen: boolean) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const body = options.body === undefined ? undefined : JSON.stringify(options.body);
      const request = httpsRequest(new URL(path, cluster.server), {
        method,
        // a watch has a connection of its own: it must not take one that calls need
        ...(keepOpen ? { agent: false, ca } : { agent }),
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          ...(body && {
            'content-type': options.contentType ?? 'application/json',
            'content-length': Buffer.byteLength(body),
          }),
        },
        timeout: options.timeoutMs ?? 10_000,
      });
      request.on('timeout', () => request.destroy(new Error('no answer in time')));
      request.on('error', reject);
      request.on('response', resolve);
      request.end(body);
    });

  return {
    async call<T>(method: string, path: string, options: CallOptions = {}) {
      const response = await open(method, path, options, false);
      const text = await read(response);
      if (!isSuccess(response)) throw apiError(response, text);
      return JSON.parse(text) as T;
    },
    async stream(path, idleTimeoutMs) {
      const response = await open('GET', path, { timeoutMs: idleTimeoutMs }, true);
      if (!isSuccess(response)) throw apiError(response, await read(response));
      return response;
    },
  };
}

/** Whether an error is the API server's answer with this status code. */
export function isStatus(error: unknown, status: number): boolean {
  return error instanceof ApiError && error.status === status;
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function isSuccess({ statusCode = 0 }: IncomingMessage) {
  return statusCode >= 200 && statusCode < 300;
}

function apiError({ statusCode = 0 }: IncomingMessage, text: string): ApiError {
  let message = text;
  try {
    message = (JSON.parse(text) as { message?: string }).message ?? text;
  } catch {
    // not a Status object
  }
  return new ApiError(statusCode, message.slice(0, 500));
}
