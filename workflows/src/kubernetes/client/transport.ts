import http from 'node:http';
import https from 'node:https';
import { defaultClusterDomain } from '@interconnect/backstage-plugin-interconnect-common';
import { type Cluster, kubeConfigOf } from '@interconnect/backstage-plugin-interconnect-node';
import { connectionFailure } from './connectionFailure';
import { credentialsOf } from './credentials';
import { failure } from './failures';

/** One request to a cluster's API server. */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With its query. */
  path: string;
  body?: unknown;
  contentType?: string;
  accept?: string;
  /** The user in whose name it is sent, with that user's rights. */
  as?: string;
  signal?: AbortSignal;
}

export interface ApiResponse {
  status: number;
  /** Parsed JSON; undefined when the answer was none. */
  body: unknown;
  /** An answer of the type `text/plain`: a container's log. */
  text?: string;
  /** How long the cluster asks to wait, when it is too busy. */
  retryAfterSeconds?: number;
  /** What Kubernetes warns of, as it says it. */
  warnings?: string[];
}

/** Sends requests to one cluster with its credentials. */
export interface Transport {
  readonly cluster: string;
  /** For people: without a user or a password. */
  readonly server: string;
  /** Domain below which the cluster names its Services. */
  readonly clusterDomain: string;
  request(request: ApiRequest): Promise<ApiResponse>;
  /** Ends the connections that are kept. */
  close(): void;
}

/**
 * The same connections, with the rights of another user, as far as the credentials may impersonate
 * it.
 */
export function impersonating(transport: Transport, user: string): Transport {
  const { cluster, server, clusterDomain } = transport;
  return {
    cluster,
    server,
    clusterDomain,
    request: request => transport.request({ ...request, as: user }),
    close: () => transport.close(),
  };
}

/**
 * Requests over Node's own HTTPS client with the credentials of a KubeConfig (tokens, certificates,
 * exec plugins, proxies), connections are kept.
 *
 * @param timeoutMs - of one request
 * @throws failures `Unreachable`, `Untrusted`, `Unauthorized`, without any credential in their
 * text. When the request's signal is aborted, its reason
 */
export function createTransport(cluster: Cluster, timeoutMs: number): Transport {
  const kubeConfig = kubeConfigOf(cluster);
  const target = kubeConfig.getCurrentCluster();
  const server = (target?.server ?? '').replace(/\/+$/, '');
  const plain = server.startsWith('http:');
  const shown = server.replace(/\/\/[^/]*@/, '//');
  const agent = new (plain ? http : https).Agent({ keepAlive: true, maxSockets: 16 });

  async function credentials(): Promise<https.RequestOptions> {
    const options = await credentialsOf(kubeConfig).catch(({ message }: Error) => {
      const why = message && `: ${message}`;
      throw failure('unauthorized', `The credentials of ${cluster.name} cannot be obtained${why}`);
    });
    return target?.proxyUrl ? options : { ...options, agent };
  }

  return {
    cluster: cluster.name,
    server: shown,
    clusterDomain: cluster.clusterDomain ?? defaultClusterDomain,
    close: () => agent.destroy(),
    async request({ method, path, body, contentType, accept, as, signal }) {
      const options = await credentials();
      const timeout = AbortSignal.timeout(timeoutMs);
      const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
      try {
        return await send(`${server}${path}`, plain ? http.request : https.request, bytes, {
          ...options,
          method,
          signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
          headers: {
            ...(options.headers as http.OutgoingHttpHeaders),
            'user-agent': 'interconnect',
            accept: accept ?? 'application/json',
            ...(as && { 'impersonate-user': as }),
            ...(bytes && {
              'content-type': contentType ?? 'application/json',
              'content-length': bytes.length,
            }),
          },
        });
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        const cause = timeout.aborted ? timeout.reason : error;
        throw connectionFailure(cluster.name, shown, cause, timeoutMs);
      }
    },
  };
}

function send(
  url: string,
  request: typeof https.request,
  body: Buffer | undefined,
  options: https.RequestOptions,
): Promise<ApiResponse> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, response => {
      const chunks: Buffer[] = [];
      response.on('error', reject);
      response.on('data', chunk => chunks.push(chunk));
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const isText = response.headers['content-type']?.startsWith('text/plain');
        resolve({
          status: response.statusCode ?? 0,
          body: parse(bytes),
          ...(isText && { text: bytes.toString('utf8') }),
          retryAfterSeconds: Number(response.headers['retry-after'] ?? NaN) || undefined,
          warnings: warningsIn(response.headers.warning),
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The texts of `Warning: 299 - "…", 299 - "…"` (RFC 7234); none is undefined. */
export function warningsIn(header: string | undefined): string[] | undefined {
  const found = header?.matchAll(/\b299 \S+ "((?:[^"\\]|\\.)*)"/g);
  return found && Array.from(found, ([, text]) => text.replace(/\\(.)/g, '$1'));
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
