import { createServer, request, RequestListener } from 'node:http';
import { duplexPair } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** `fetch` from a handler in this process: real HTTP, over a pair of streams instead of a network. */
export async function fetchFrom(
  handler: RequestListener,
  path: string,
  { method = 'GET', headers, body }: RequestInit,
): Promise<Response> {
  const [client, server] = duplexPair();
  createServer(handler).emit('connection', server);
  try {
    return await new Promise((resolve, reject) => {
      request(
        {
          path,
          method,
          headers: { ...Object.fromEntries(new Headers(headers)), connection: 'close' },
          createConnection: () => client,
        },
        answer => {
          const { statusCode: status, headers: told } = answer;
          const pairs = Object.entries(told).map(([name, value]) => [name, `${value}`] as const);
          buffer(answer).then(
            bytes =>
              resolve(
                new Response(bytes.length > 0 ? new Uint8Array(bytes) : null, {
                  status,
                  headers: Object.fromEntries(pairs),
                }),
              ),
            reject,
          );
        },
      )
        .on('error', reject)
        .end(typeof body === 'string' ? body : undefined);
    });
  } finally {
    client.destroy();
    server.destroy();
  }
}
