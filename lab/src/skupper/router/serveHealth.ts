import { createServer, Server } from 'node:http';

/**
 * Answers the probes of the router's pod: the router itself (9090) and the adaptor beside it
 * (9191).
 *
 * @param isHealthy - whether the router has its configuration
 */
export function serveHealth(
  address: string,
  isHealthy: () => boolean,
  log: (line: string) => void,
): Server[] {
  return [9090, 9191].map(port => {
    const server = createServer((request, response) => {
      let status = 404;
      if (request.url === '/healthz') status = isHealthy() ? 200 : 503;
      response
        .writeHead(status, { 'content-type': 'text/plain' })
        .end(status === 200 ? 'OK\n' : '');
    });
    server.on('error', error =>
      log(`cannot answer probes at ${address}:${port}: ${error.message}`),
    );
    server.listen(port, address);
    return server;
  });
}
