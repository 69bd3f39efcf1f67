import { request } from 'node:http';
import { isIP } from 'node:net';
import { clusterNumber, egressAddress } from './addresses';
import { callNode, type ResolveResponse } from './nodeControl';

/** Options of {@link curl}. */
export interface CurlOptions {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** For the whole exchange; default 10,000. */
  timeoutMs?: number;
}

/** What came back. */
export interface CurlResult {
  status: number;
  body: string;
}

/**
 * An HTTP request as a client inside a cluster would make it: the name is looked up by the cluster,
 * the connection comes from the cluster's egress address.
 * @throws when the name is unknown, nothing listens, or no answer came in time
 */
export async function curl(
  instance: number,
  cluster: string,
  url: string,
  options: CurlOptions = {},
): Promise<CurlResult> {
  const target = parseUrl(url);
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const { address } = isIP(host)
    ? { address: host }
    : await callNode<ResolveResponse>(instance, cluster, '/resolve', { name: host });
  const timeoutMs = options.timeoutMs ?? 10_000;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return await exchange(
      target,
      address,
      egressAddress(instance, clusterNumber(cluster)),
      options,
      signal,
    );
  } catch (error) {
    const why = signal.aborted
      ? `no answer within ${timeoutMs / 1000} s`
      : (error as Error).message;
    throw new Error(`${cluster}: ${url}: ${why}`);
  }
}

function parseUrl(url: string): URL {
  let parsed: URL;
  try {
    parsed = new URL(url.includes('://') ? url : `http://${url}`);
  } catch {
    throw new Error(`"${url}" is no URL; http://<name>[:port]/<path> is accepted`);
  }
  if (parsed.protocol !== 'http:') {
    throw new Error(
      `"${url}": the lab's curl speaks http only; http://<name>[:port]/<path> is accepted`,
    );
  }
  return parsed;
}

function exchange(
  target: URL,
  address: string,
  localAddress: string,
  options: CurlOptions,
  signal: AbortSignal,
): Promise<CurlResult> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        ...{ host: address, port: target.port || 80, path: target.pathname + target.search },
        ...{ method: options.method ?? 'GET', localAddress, agent: false, signal },
        headers: { ...options.headers, host: target.host },
      },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', chunk => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(options.body);
  });
}
