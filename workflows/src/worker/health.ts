import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The health endpoint of the process. */
export interface Health {
  /** Address of the endpoint. */
  url: string;
  close(): Promise<void>;
}

/**
 * Serves `/healthz` (200: the process runs) and `/readyz` (200: it takes work; 503 with the reason:
 * it does not).
 *
 * @param notReady - why the worker takes no work; undefined when it does
 * @throws Error when the port is taken
 */
export async function serveHealth(
  { host, port }: { host: string; port: number },
  notReady: () => string | undefined,
): Promise<Health> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const answer = (status: number, text: string) =>
      response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`);
    if (pathname === '/healthz') {
      answer(200, 'ok');
    } else if (pathname === '/readyz') {
      const reason = notReady();
      answer(reason ? 503 : 200, reason ?? 'ok');
    } else {
      answer(404, 'not found: /healthz and /readyz are served');
    }
  });
  await listen(server, host, port);
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new Error(`The health port ${host}:${port} cannot be used: ${error.code}`)),
    );
    server.listen(port, host, resolve);
  });
}
