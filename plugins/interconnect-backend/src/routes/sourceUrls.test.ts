import { createHash } from 'node:crypto';
import { createServer, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { marker, service, SourcesApi, startSourcesApi } from '../__testUtils__/sources';

describe('urls that a source may name, and what comes back of them', () => {
  const answers: Record<string, RequestListener> = {};
  const asked: string[] = [];
  const servers: Server[] = [];
  let api: SourcesApi;
  let allowed: string;
  let other: string;

  async function listen(): Promise<string> {
    const server = createServer((req, res) => {
      asked.push(`${req.headers.host}${req.url}`);
      const answer = answers[req.url ?? ''];
      if (answer) answer(req, res);
      else res.writeHead(404).end(marker);
    });
    servers.push(server);
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  beforeAll(async () => {
    allowed = await listen();
    other = await listen();
    api = await startSourcesApi({ allow: [{ host: new URL(allowed).host, paths: ['/m'] }] });
  });
  afterAll(async () => {
    await api.stop();
    servers.forEach(server => server.closeAllConnections());
    await Promise.all(servers.map(server => new Promise(done => server.close(done))));
  });

  it('reads what is allowed, and only with the digest that was said', async () => {
    answers['/m/web.yaml'] = (_, res) => res.end(service);
    answers['/m/moved.yaml'] = (_, res) => res.writeHead(302, { location: './web.yaml' }).end();
    const digest = `sha256:${createHash('sha256').update(service).digest('hex')}`;
    for (const url of [`${allowed}/m/web.yaml`, `${allowed}/m/moved.yaml`]) {
      expect({ url, status: (await api.plan({ url })).status }).toEqual({ url, status: 200 });
      expect((await api.plan({ url, digest })).status).toBe(200);
      const another = digest.replace(/.$/, last => `${+(last === '0')}`);
      const { message } = (await api.refused({ url, digest: another })).body.error;
      expect(message).toMatch(/has another digest than the source says/);
      expect(message).not.toContain(digest);
    }
  });

  it('tells nothing of what servers answer', async () => {
    const bodies = [marker, `"${marker}"`, `- ${marker}`, `a: !${marker} x`, `${marker}: [`];
    for (const body of bodies) {
      answers['/m/body'] = (_, res) => res.end(body);
      await api.refused({ url: `${allowed}/m/body` });
    }
    answers['/m/error'] = (_, res) => res.writeHead(500, marker, { 'x-more': marker }).end(marker);
    answers['/m/missing'] = (_, res) => res.writeHead(404, marker).end(marker);
    answers['/m/cut'] = (_, res) => {
      res.writeHead(200, { 'content-length': 1000 });
      res.write(marker, () => res.destroy());
    };
    for (const path of ['error', 'missing', 'cut']) {
      const { message } = (await api.refused({ url: `${allowed}/m/${path}` })).body.error;
      expect(message).toMatch(/cannot be read: (its server does not answer|nothing is there)/);
    }
  });

  it('follows redirects to nothing that may not be read', async () => {
    answers['/m/secret'] = (_, res) => res.end(marker);
    answers['/internal'] = (_, res) => res.end(marker);
    const targets = [
      `${other}/m/secret`,
      `${allowed}/internal`,
      '../internal',
      `http://169.254.169.254/${marker}`,
      `file:///etc/passwd?${marker}`,
      `http://me:${marker}@127.0.0.1:${new URL(other).port}/m/secret`,
    ];
    for (const location of targets) {
      answers['/m/out'] = (_, res) => res.writeHead(302, { location }).end(marker);
      asked.length = 0;
      const { message } = (await api.refused({ url: `${allowed}/m/out` })).body.error;
      expect(message).toMatch(/or redirects to what may not be read/);
      expect([...new Set(asked)]).toEqual([`${new URL(allowed).host}/m/out`]);
    }
    answers['/m/loop'] = (_, res) => res.writeHead(302, { location: '/m/loop' }).end();
    await api.refused({ url: `${allowed}/m/loop` });
  });

  it('asks no server that is not allowed, and takes no password', async () => {
    asked.length = 0;
    const { port } = new URL(allowed);
    for (const url of [
      `${other}/m/secret`,
      `${allowed}/internal`,
      `${allowed}/m/..%2finternal`,
      `${allowed}/m/%2e%2e/internal`,
      `${allowed}/mm/secret`,
      `http://127.1:${Number(port) + 1}/m/secret`,
      `http://localhost:${port}/m/secret`,
      'http://169.254.169.254/latest/meta-data',
      // Backstage has readers for these without any configuration.
      'https://github.com/example/private/blob/main/web.yaml',
      'https://bucket.s3.eu-west-1.amazonaws.com/web.yaml',
    ]) {
      expect((await api.refused({ url })).body.error.message).toMatch(/backend\.reading\.allow/);
    }
    const withPassword = `http://me:${marker}@127.0.0.1:${port}/m/web.yaml`;
    expect((await api.refused({ url: withPassword })).body.error.message).toMatch(
      /user or a password/,
    );
    await api.refused({ url: `http://me:${marker}@:x/` });
    expect(asked).toEqual([]);
  });

  it('stops reading when it is too much', async () => {
    let sent = 0;
    let closed = false;
    answers['/m/endless'] = (_, res) => {
      const chunk = Buffer.alloc(64 * 1024, marker);
      const more = () => {
        do sent += chunk.length;
        while (!res.destroyed && res.write(chunk));
      };
      res.on('drain', more);
      res.on('close', () => (closed = true));
      more();
    };
    const { message } = (await api.refused({ url: `${allowed}/m/endless` })).body.error;
    expect(message).toMatch(/bigger than 512 KiB/);
    while (!closed) await new Promise(done => setTimeout(done, 20));
    expect(sent).toBeGreaterThan(512 * 1024);
  });
});
