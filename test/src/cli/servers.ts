import { createServer, RequestListener, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';

/** Serves on loopback what a test answers. */
export async function listen(answer: RequestListener): Promise<Server> {
  return listening(createServer(answer));
}

export async function listening<S extends Server>(server: S): Promise<S> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return server;
}

export function urlOf(server: Server, protocol = 'http'): string {
  return `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function json(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
}

/** A network as the API answers it. */
export const network = {
  ...{ project: 'edge-shop', name: 'shop', generation: 1, spec: { type: 'application-mesh' } },
  status: { phase: 'Ready', members: [], services: [] },
};
