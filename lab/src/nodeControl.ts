import { request } from 'node:http';
import { join } from 'node:path';
import { clusterNumber, nodePort } from './addresses';
import { tail } from './processes';
import { stateDirectory } from './state';

/**
 * What a node agent answers on its control port (127.0.0.1 only), all POST with JSON bodies:
 * - `/cut` {@link CutRequest}: black-hole connections from this egress address to load balancer
 *   addresses of other clusters
 * - `/heal` {@link CutRequest}: let them pass again
 * - `/resolve` {@link ResolveRequest} -> {@link ResolveResponse}; 404 when the cluster knows no
 *   such name
 * A refusal has the body `{ "error": "why" }`.
 */
export interface CutRequest {
  egress: string;
}

/** A name as a pod of the cluster would ask for it. */
export interface ResolveRequest {
  name: string;
}

/** The address behind a name: a ClusterIP, or a pod's loopback address for a headless Service. */
export interface ResolveResponse {
  address: string;
}

/**
 * Asks a cluster's node agent.
 * @throws with the agent's words when it refuses, or when it does not run
 */
export async function callNode<T>(
  instance: number,
  cluster: string,
  path: '/cut' | '/heal' | '/resolve',
  message: CutRequest | ResolveRequest,
): Promise<T> {
  const port = nodePort(instance, clusterNumber(cluster));
  const { status, body } = await post(port, path, JSON.stringify(message)).catch(error => {
    const log = join(stateDirectory(instance), 'logs', `node-${cluster}.log`);
    throw new Error(
      `the node agent of ${cluster} does not answer on port ${port} (${error.code ?? error.message}). The end of ${log}:\n${tail(log)}`,
    );
  });
  const answer = parse(body);
  if (status >= 300)
    throw new Error(`${cluster}: ${answer.error ?? `node agent answered ${status}`}`);
  return answer as T;
}

function parse(body: string): { error?: string } {
  try {
    return body ? JSON.parse(body) : {};
  } catch {
    return { error: body };
  }
}

function post(port: number, path: string, body: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        ...{ host: '127.0.0.1', port, path, method: 'POST', agent: false, timeout: 10_000 },
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      response => {
        let text = '';
        response.setEncoding('utf8').on('data', chunk => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
        response.on('error', reject);
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer within 10 s')));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
