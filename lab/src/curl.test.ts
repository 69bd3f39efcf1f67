import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { curl } from './curl';

let server: Server;
let port: number;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/slow') return;
    let body = '';
    request.on('data', chunk => (body += chunk));
    request.on('end', () => {
      response.statusCode = request.url === '/missing' ? 404 : 200;
      const { method, url, headers, socket } = request;
      response.end(
        JSON.stringify({ method, url, host: headers.host, from: socket.remoteAddress, body }),
      );
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('comes from the cluster’s egress address and keeps the Host header', async () => {
  const { status, body } = await curl(5, 'cluster-2', `http://127.0.0.1:${port}/a?b=c`);
  expect(status).toBe(200);
  expect(JSON.parse(body)).toEqual({
    ...{ method: 'GET', url: '/a?b=c', host: `127.0.0.1:${port}`, from: '127.235.0.2', body: '' },
  });
});

test('sends a body, and hands back any status', async () => {
  const { body } = await curl(5, 'cluster-1', `127.0.0.1:${port}/`, {
    method: 'POST',
    body: 'hello',
  });
  expect(JSON.parse(body)).toMatchObject({ method: 'POST', body: 'hello' });
  expect((await curl(5, 'cluster-1', `http://127.0.0.1:${port}/missing`)).status).toBe(404);
});

test('says what failed', async () => {
  const slow = curl(5, 'cluster-1', `http://127.0.0.1:${port}/slow`, { timeoutMs: 200 });
  await expect(slow).rejects.toThrow(
    `cluster-1: http://127.0.0.1:${port}/slow: no answer within 0.2 s`,
  );
  await expect(curl(5, 'cluster-1', 'http://127.0.0.1:1/')).rejects.toThrow('ECONNREFUSED');
  await expect(curl(5, 'cluster-1', 'https://x/')).rejects.toThrow('http only');
  await expect(curl(5, 'cluster-1', 'http://a b/')).rejects.toThrow('is no URL');
});
