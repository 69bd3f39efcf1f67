import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { RequestListener, Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { stringify } from 'yaml';
import { installCli, InstalledCli } from './installedCli';
import { json, listen, network, urlOf } from './servers';
import { shellScenarios } from './shells';

jest.setTimeout(120_000);

/** What needs no portal: the rest is in `e2e/scenarios/cli.ts`. */
describe('the command line, installed from its package into an empty folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'interconnect-installed-'));
  const asked: { path: string; authorization?: string }[] = [];
  let answer: RequestListener;
  let server: Server;
  let cli: InstalledCli;
  let url: string;

  beforeAll(async () => {
    server = await listen((request, response) => {
      const { url: path = '', headers } = request;
      asked.push({ path, authorization: headers.authorization });
      answer(request, response);
    });
    url = urlOf(server);
    cli = await installCli(join(folder, 'home'), {});
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    asked.length = 0;
    answer = (_, response) => json(response, []);
  });

  const here = () => ({ INTERCONNECT_URL: url, INTERCONNECT_TOKEN: 'secret-token' });

  it('brings nothing along', () => {
    expect(readdirSync(join(cli.path, '../lib/node_modules'))).toEqual(['@interconnect']);
    const own = join(cli.path, '../lib/node_modules/@interconnect/cli');
    expect(readdirSync(own).sort()).toEqual(['README.md', 'dist', 'package.json']);
    expect(readdirSync(join(own, 'dist')).sort()).toEqual(['LICENSES.txt', 'interconnect.cjs']);
  });

  it('asks with the token, and shows what programs read on the standard output alone', async () => {
    const { code, out, notes } = await cli.run(['get', '-o', 'json'], { env: here() });
    expect([code, JSON.parse(out), notes]).toEqual([0, [], '']);
    expect(asked).toEqual([
      { path: '/api/interconnect/v1/networks', authorization: 'Bearer secret-token' },
    ]);
  });

  it('tells what is missing without a server and without a token', async () => {
    expect(await cli.run(['get'])).toMatchObject({
      ...{ code: 2, notes: expect.stringMatching(/^Which portal\? /) },
    });
    const { code, notes } = await cli.run(['get'], { env: { INTERCONNECT_URL: url } });
    expect([code, notes]).toEqual([2, expect.stringMatching(/^No token for .*auth login/)]);
    expect(asked).toEqual([]);
  });

  shellScenarios(() => cli);

  it('completes in a bash without carrying out what a server calls its networks', () => {
    const name = '$(touch${IFS}pwned)';
    answer = (_, response) => json(response, [{ ...network, name }]);
    const script = [
      'source <(interconnect completion bash)',
      'COMP_WORDS=(interconnect get edge) COMP_CWORD=2',
      '_interconnect',
      'echo "${COMPREPLY[@]}"',
    ].join('\n');
    const env = { PATH: `${cli.path}:${process.env.PATH}`, HOME: cli.folder, ...here() };
    // Beside this process, which is the server.
    const shell = spawn('bash', ['-c', script], { env, cwd: cli.folder });
    return text(shell.stdout).then(said => {
      expect(said).toBe(`edge-shop/${name}\n`);
      expect(readdirSync(cli.folder)).not.toContain('pwned');
    });
  });

  it('says that its result cannot be written', async () => {
    const env = { PATH: `${cli.path}:${process.env.PATH}`, HOME: cli.folder };
    const shell = spawn('bash', ['-c', 'interconnect completion bash > /dev/full'], { env });
    const notes = text(shell.stderr);
    const [code] = await once(shell, 'close');
    expect([code, await notes]).toEqual([1, 'The result cannot be written (ENOSPC)\n']);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends with %s while it waits for its input',
    async signal => {
      const env = { PATH: process.env.PATH, HOME: cli.folder, ...here() };
      const command = spawn(join(cli.path, 'interconnect'), ['apply', '-f', '-'], { env });
      const notes = text(command.stderr);
      // More than fits between the two: it is written when the command reads.
      await new Promise(resolve => command.stdin.write(Buffer.alloc(4_000_000, ' '), resolve));
      command.kill(signal);
      const [code] = await once(command, 'close');
      expect([code, await notes]).toEqual([130, '']);
    },
  );

  describe('with a login of the Backstage CLI', () => {
    const login = (more: object) => {
      const name = new URL(url).host;
      const config = join(cli.folder, '.config/backstage-cli');
      const service = encodeURIComponent(`backstage-cli:auth-instance:${name}`);
      const secrets = join(cli.folder, '.local/share/backstage-cli/auth-secrets', service);
      const instance = {
        ...{ name, baseUrl: url, clientId: 'cli', selected: true },
        ...{ issuedAt: Date.now(), accessTokenExpiresAt: Date.now() + 3_600_000, ...more },
      };
      mkdirSync(config, { recursive: true });
      mkdirSync(secrets, { recursive: true });
      writeFileSync(join(config, 'auth-instances.yaml'), stringify({ instances: [instance] }));
      writeFileSync(join(secrets, 'accessToken.secret'), 'of-the-login');
      writeFileSync(join(secrets, 'refreshToken.secret'), 'renewing');
      return name;
    };

    it('uses its address and its token', async () => {
      login({});
      expect(await cli.run(['get'])).toMatchObject({ code: 0, notes: '' });
      expect(asked).toEqual([
        { path: '/api/interconnect/v1/networks', authorization: 'Bearer of-the-login' },
      ]);
    });

    it('sends its token to no other address', async () => {
      const name = login({});
      const other = await listen((request, response) => {
        asked.push({ path: `other ${request.url}` });
        json(response, []);
      });
      const env = { INTERCONNECT_URL: urlOf(other) };
      const { code, notes } = await cli.run(['get', '--instance', name], { env });
      expect([code, notes]).toEqual([2, expect.stringMatching(/no token is sent there$/m)]);
      expect((await cli.run(['get'], { env })).notes).toMatch(/^No token for /);
      expect(asked).toEqual([]);
      other.close();
    });

    it('renews it when it has ended, and says so when it cannot', async () => {
      login({ accessTokenExpiresAt: Date.now() - 1000 });
      answer = ({ url: path }, response) =>
        json(
          response,
          path === '/api/auth/v1/token'
            ? { access_token: 'renewed', token_type: 'Bearer', expires_in: 3600 }
            : [],
        );
      expect(await cli.run(['get'])).toMatchObject({ code: 0, notes: '' });
      expect(asked.at(-1)?.authorization).toBe('Bearer renewed');

      login({ accessTokenExpiresAt: Date.now() - 1000 });
      answer = (_, response) => response.writeHead(400).end();
      expect(await cli.run(['get'])).toMatchObject({
        ...{ code: 1, notes: expect.stringMatching(/^The login at .* has ended/) },
      });
    });
  });
});
