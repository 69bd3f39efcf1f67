import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { RequestListener, Server } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { generate } from 'selfsigned';
import { installCli, InstalledCli } from './installedCli';
import { json, listen, listening, network, urlOf } from './servers';

jest.setTimeout(120_000);

const rollout = (state: string) => ({
  ...{ id: 'r1', operation: 'create', state, requestedBy: 'user:default/anna', generation: 1 },
  ...{ startedAt: '2026-11-29T10:00:00.000Z', planDigest: 'd', steps: [] },
  workflow: { namespace: 'default', workflowId: 'w', runId: 'r', url: '' },
});

/** On real sockets: each answer of its own is in `commands/otherServers.test.ts`. */
describe('the installed command line, between servers, shells and terminals', () => {
  const folder = mkdtempSync(join(tmpdir(), 'interconnect-servers-'));
  let answer: RequestListener;
  let server: Server;
  let cli: InstalledCli;
  const env = () => ({ INTERCONNECT_URL: urlOf(server), INTERCONNECT_TOKEN: 'secret-token' });
  const get = (url: string, more = {}) =>
    cli.run(['get'], { env: { ...env(), INTERCONNECT_URL: url, ...more } });

  beforeAll(async () => {
    server = await listen((request, response) => answer(request, response));
    cli = await installCli(join(folder, 'home'), {});
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true });
  });

  it('names a server that is not there, and one of which there is no name', async () => {
    const gone = await listen(() => {});
    const url = urlOf(gone);
    await new Promise(resolve => gone.close(resolve));
    for (const [address, why] of [
      [url, 'ECONNREFUSED): nothing listens there'],
      ['http://portal.invalid', '): '],
    ]) {
      const { code, out, notes } = await get(address);
      expect([code, out, notes]).toEqual([5, '', expect.stringContaining(why)]);
    }
  });

  it('names a server that breaks off its answer', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
      response.write('[{"project":', () => response.destroy());
    };
    expect(await get(urlOf(server))).toMatchObject({
      ...{ code: 5, out: '', notes: expect.stringContaining('breaks off its answer') },
    });
  });

  it('names an unknown authority and a wrong protocol, and takes an authority of its own', async () => {
    const { cert, private: key } = generate([{ name: 'commonName', value: 'portal' }], {
      ...{ keySize: 2048, algorithm: 'sha256' },
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    });
    const tls = await listening(createServer({ cert, key }, (_, response) => json(response, [])));
    const ca = join(folder, 'ca.pem');
    writeFileSync(ca, cert);
    try {
      const unknown = await get(urlOf(tls, 'https'));
      expect([unknown.code, unknown.notes]).toEqual([
        5,
        expect.stringMatching(/authority that is not known here; NODE_EXTRA_CA_CERTS=<file> adds/),
      ]);
      const known = await get(urlOf(tls, 'https'), { NODE_EXTRA_CA_CERTS: ca });
      expect(known).toEqual({ code: 0, out: 'No networks\n', notes: '' });
      expect((await get(urlOf(tls))).notes).toMatch(/is it one with https:/);
      expect((await get(urlOf(server, 'https'))).notes).toMatch(/is it one with http:/);
    } finally {
      tls.close();
      tls.closeAllConnections();
    }
  });

  it('goes through the proxy of the environment', async () => {
    const proxy = await listen(() => {});
    const reached: (string | undefined)[] = [];
    proxy.on('connect', (request, socket) => {
      reached.push(request.url);
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    const own = { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: urlOf(proxy) };
    expect(await get('https://portal.invalid', own)).toMatchObject({ code: 5, out: '' });
    expect(reached).toEqual(['portal.invalid:443']);
    proxy.close();
  });

  it('asks a server again that was away, and tells that a rollout goes on without it', async () => {
    const answers = [rollout('Running'), 502, rollout('Running'), 401];
    answer = (_, response) => {
      const next = answers.shift();
      if (typeof next === 'number') {
        response.writeHead(next, { 'content-type': 'text/html' }).end('<html>');
      } else json(response, next);
    };
    const watch = ['rollout', 'watch', 'edge-shop/shop', 'r1'];
    const { code, out, notes } = await cli.run(watch, { env: env() });
    expect([code, out]).toEqual([1, '']);
    expect(notes).toMatch(/answers 502, .*; asking again\n/);
    expect(notes).toMatch(
      /does not accept the token: .*\nRollout r1 goes on: interconnect rollout watch \S+ r1\n$/,
    );
  });

  it('says with Ctrl-C what goes on', async () => {
    answer = (_, response) => json(response, rollout('Running'));
    const watch = ['rollout', 'watch', 'edge-shop/shop', 'r1'];
    const watched = await cli.run(watch, { env: env(), until: /Running/ });
    expect([watched.code, watched.notes]).toEqual([
      130,
      expect.stringMatching(/Rollout r1 goes on: interconnect rollout watch edge-shop\/shop r1\n$/),
    ]);
    const pause = ['rollout', 'pause', 'edge-shop/shop', 'r1'];
    const command = spawn(join(cli.path, 'interconnect'), pause, {
      env: { PATH: process.env.PATH, HOME: cli.folder, ...env() },
    });
    answer = () => command.kill('SIGINT');
    const notes = text(command.stderr);
    const [code] = await once(command, 'close');
    expect([code, await notes]).toEqual([
      130,
      'No answer yet: the change may have been accepted\n',
    ]);
  });

  /** What a shell answers in which the command is found. */
  async function shell(script: string, more = {}): Promise<string> {
    const path = `${cli.path}:${process.env.PATH}`;
    const own = { PATH: path, HOME: cli.folder, TERM: 'xterm', ...env(), ...more };
    const bash = spawn('bash', ['-c', script], { env: own });
    return text(bash.stdout);
  }

  it('ends quietly when nobody reads any more', async () => {
    // More than fits into a pipe.
    answer = (_, response) => json(response, Array(5000).fill(network));
    const script = 'interconnect get 2>&1 | head -1; echo "${PIPESTATUS[0]}"';
    expect(await shell(script)).toMatch(/^NETWORK .*\n0\n$/);
  });

  it('shows colours on a terminal alone, and none with NO_COLOR or in one that has none', async () => {
    answer = (_, response) => json(response, network);
    const command = 'interconnect get edge-shop/shop';
    const terminal = `python3 -c "import pty; pty.spawn('${command}'.split())"`;
    const coloured = '\u001b[32mReady';
    expect(await shell(terminal)).toContain(coloured);
    for (const [script, more] of [
      [command, {}],
      [terminal, { NO_COLOR: '1' }],
      [terminal, { TERM: 'dumb' }],
    ] as const) {
      const out = await shell(script, more);
      expect(out).toContain('Ready');
      expect(out).not.toContain('\u001b');
    }
  });
});
