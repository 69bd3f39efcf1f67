import { readFileSync } from 'node:fs';
import { Agent, request as httpsRequest } from 'node:https';
import { apiServerPort, clusterNumber } from '../addresses';
import { adminToken, clusterFiles } from './credentials';

/** A cluster of a lab, as the lab's own small API client addresses it. */
export interface ApiTarget {
  dir: string;
  instance: number;
  cluster: string;
}

/** Answer of an API server. */
export interface ApiResponse {
  status: number;
  body: string;
}

/**
 * One GET to a cluster's API server, as its administrator or with another token.
 * @throws when it cannot be reached or does not answer within `timeoutMs`
 */
export function apiGet(
  target: ApiTarget,
  path: string,
  options: { accept?: string; timeoutMs?: number; agent?: Agent; token?: string } = {},
): Promise<ApiResponse> {
  const files = clusterFiles(target.dir, target.cluster);
  return new Promise((resolve, reject) => {
    const request = httpsRequest(
      {
        host: '127.0.0.1',
        port: apiServerPort(target.instance, clusterNumber(target.cluster)),
        path,
        agent: options.agent ?? new Agent(),
        ca: readFileSync(files.certificate),
        headers: {
          authorization: `Bearer ${options.token ?? adminToken(files)}`,
          accept: options.accept ?? 'application/json',
        },
        timeout: options.timeoutMs ?? 10_000,
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
    request.on('timeout', () => request.destroy(new Error('no answer in time')));
    request.on('error', error =>
      reject(new Error(`${target.cluster}: the API server does not answer (${error.message})`)),
    );
    request.end();
  });
}

/** GET of a JSON document. @throws when the answer is not 200 */
export async function apiGetJson<T>(target: ApiTarget, path: string, accept?: string): Promise<T> {
  const { status, body } = await apiGet(target, path, { accept });
  if (status !== 200) throw new Error(`${target.cluster} answered ${status} to GET ${path}`);
  return JSON.parse(body) as T;
}

/** Whether the API server says that it is ready. */
export async function isReady(target: ApiTarget): Promise<boolean> {
  try {
    return (await apiGet(target, '/readyz', { timeoutMs: 2000 })).status === 200;
  } catch {
    return false;
  }
}
