import type { V1ContainerPort, V1Probe } from '@kubernetes/client-node';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';

/** Where a port of the container really is. */
export type PortPlace = (port: number) => { host: string; port: number };

/**
 * Whether the lab can carry out this probe; others (exec, grpc) count as passed while the process
 * runs.
 */
export function canProbe(probe: V1Probe | undefined): probe is V1Probe {
  return Boolean(probe?.httpGet ?? probe?.tcpSocket);
}

/** Carries out a probe once. @returns undefined when it passed, else why not */
export async function probeOnce(
  probe: V1Probe,
  ports: V1ContainerPort[],
  place: PortPlace,
): Promise<string | undefined> {
  const action = probe.httpGet ?? probe.tcpSocket!;
  const number = portNumber(action.port, ports);
  if (number === undefined) return `port "${action.port}" is no port of the container`;
  const { host, port } = place(number);
  const timeoutMs = (probe.timeoutSeconds ?? 1) * 1000;
  try {
    if (probe.httpGet) return await httpProbe(probe.httpGet, host, port, timeoutMs);
    await tcpProbe(host, port, timeoutMs);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The number of a port that may be given by name; undefined when no port has the name. */
function portNumber(port: number | string, ports: V1ContainerPort[]): number | undefined {
  if (typeof port === 'number') return port;
  return /^\d+$/.test(port) ? Number(port) : ports.find(p => p.name === port)?.containerPort;
}

function httpProbe(
  { path = '/', scheme, httpHeaders = [] }: NonNullable<V1Probe['httpGet']>,
  host: string,
  port: number,
  timeout: number,
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const headers = Object.fromEntries(httpHeaders.map(h => [h.name, h.value]));
    const options = { host, port, path, headers: { ...headers, connection: 'close' }, timeout };
    const request =
      scheme === 'HTTPS'
        ? httpsRequest({ ...options, rejectUnauthorized: false })
        : httpRequest(options);
    request.on('response', response => {
      response.resume();
      const { statusCode = 0 } = response;
      resolve(
        statusCode >= 200 && statusCode < 400
          ? undefined
          : `HTTP probe failed with statuscode: ${statusCode}`,
      );
      request.destroy();
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${timeout} ms`)));
    request.on('error', reject);
    request.end();
  });
}

function tcpProbe(host: string, port: number, timeout: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    socket.setTimeout(timeout, () => socket.destroy(new Error(`no connection in ${timeout} ms`)));
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}
