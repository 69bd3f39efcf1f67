import { readFileSync } from 'node:fs';
import { apiServerPort, clusterNumber } from '../addresses';
import { readText, type RequestOptions, sendRequest } from '../kube/request';
import { adminToken, clusterFiles } from './credentials';

/** A cluster of a lab, whose administrator the lab is. */
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
export async function apiGet(
  { dir, instance, cluster }: ApiTarget,
  path: string,
  { token, ...options }: Omit<RequestOptions, 'body' | 'contentType'> & { token?: string } = {},
): Promise<ApiResponse> {
  const files = clusterFiles(dir, cluster);
  const access = {
    server: `https://127.0.0.1:${apiServerPort(instance, clusterNumber(cluster))}`,
    ca: readFileSync(files.certificate),
    token: token ?? adminToken(files),
  };
  try {
    const response = await sendRequest(access, 'GET', path, { agent: false, ...options });
    return { status: response.statusCode ?? 0, body: await readText(response) };
  } catch (error) {
    throw new Error(`${cluster}: the API server does not answer (${(error as Error).message})`);
  }
}

/** GET of a JSON document. @throws when the answer is not 200 */
export async function apiGetJson<T>(target: ApiTarget, path: string): Promise<T> {
  const { status, body } = await apiGet(target, path);
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
