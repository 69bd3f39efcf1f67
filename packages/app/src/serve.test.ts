/**
 * @jest-environment node
 */
import { ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

interface Answer {
  status?: number;
  headers: IncomingMessage['headers'];
  body: string;
}

describe('scripts/serve.mjs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portal-'));
  const dir = join(folder, 'dist');
  const large = 'const a = 1;\n'.repeat(1000);
  let server: ChildProcess;
  let base: string;

  beforeAll(async () => {
    mkdirSync(join(dir, 'static'), { recursive: true });
    writeFileSync(join(dir, 'index.html'), '<html><head></head><body>portal</body></html>');
    writeFileSync(join(dir, 'static/a.js'), 'a');
    writeFileSync(join(dir, 'static/large.js'), large);
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    const script = resolve(__dirname, '../scripts/serve.mjs');
    const options = ['--port', '0', '--dir', dir, '--api', 'http://localhost:1'];
    server = spawn(process.execPath, [script, ...options], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    base = await new Promise(found => {
      server.stdout!.on('data', line => found(/http:\S+/.exec(`${line}`)![0]));
    });
  });
  afterAll(() => {
    server.kill();
    rmSync(folder, { recursive: true });
  });

  function fetchBytes(path: string, encoding: string): Promise<Answer & { bytes: Buffer }> {
    const { hostname, port } = new URL(base);
    const headers = { 'accept-encoding': encoding };
    return new Promise((found, reject) => {
      get({ hostname, port, path, headers }, response => {
        const parts: Buffer[] = [];
        response.on('data', part => parts.push(part));
        response.on('end', () => {
          const bytes = Buffer.concat(parts);
          const { statusCode: status, headers: answered } = response;
          found({ status, headers: answered, bytes, body: bytes.toString() });
        });
      }).on('error', reject);
    });
  }
  const ask = (path: string): Promise<Answer> => fetchBytes(path, 'identity');

  it.each(['/', '/index.html', '/interconnect/networks/edge-shop/shop'])(
    'answers %s with the page, which knows where the API is',
    async path => {
      const { status, headers, body } = await ask(path);
      expect(status).toBe(200);
      expect(headers['content-type']).toContain('text/html');
      const [, json] = /<script type="backstage.io\/config">(.*)<\/script><\/head>/.exec(body)!;
      expect(JSON.parse(json)).toMatchObject([
        { data: { app: { baseUrl: base }, backend: { baseUrl: 'http://localhost:1' } } },
      ]);
    },
  );

  it('serves files, and lets browsers keep those that are named by their content', async () => {
    const { status, headers, body } = await ask('/static/a.js');
    expect([status, body]).toEqual([200, 'a']);
    expect(headers['content-type']).toContain('javascript');
    expect(headers['cache-control']).toContain('immutable');
    expect((await ask('/static/b.js')).status).toBe(404);
  });

  it('compresses what it sends to browsers that take it', async () => {
    const answer = await fetchBytes('/static/large.js', 'gzip');
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(answer.bytes.length).toBeLessThan(large.length / 5);
    expect(gunzipSync(answer.bytes).toString()).toBe(large);
    const plain = await fetchBytes('/static/large.js', 'identity');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.bytes.toString()).toBe(large);
  });

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/static/../../secret.txt'])(
    'does not serve %s',
    async path => {
      expect((await ask(path)).body).not.toContain('secret');
    },
  );

  it('refuses what is no path', async () => {
    expect((await ask('/%zz')).status).toBe(400);
  });
});
