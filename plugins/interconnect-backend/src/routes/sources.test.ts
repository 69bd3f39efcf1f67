import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { captureLog } from '../__testUtils__/captureLog';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { fieldsOf, networks, seed, shop } from '../__testUtils__/rest';
import { Answer, Api, startApi } from '../__testUtils__/startApi';

/** Stands in every file and answer that must not come back. */
const marker = 'marker7f3a9';

const service = `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { ports: [{ port: 8080 }] }
`;

const document = (source: object) => ({
  ...shop,
  applications: [
    {
      name: 'web',
      clusters: ['cluster-1'],
      namespace: 'web',
      source: { kind: 'manifests', ...source },
    },
  ],
});

async function listen(answer: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(answer);
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('what a source may name, and what comes back of it', () => {
  let api: Api;
  let log: ReturnType<typeof captureLog>;
  const answers: Record<string, RequestListener> = {};
  const servers: Server[] = [];
  const asked: string[] = [];
  let allowed: string;
  let other: string;

  beforeAll(async () => {
    const serve: RequestListener = (req, res) => {
      asked.push(`${req.headers.host}${req.url}`);
      (answers[req.url ?? ''] ?? ((_, missing) => missing.writeHead(404).end(marker)))(req, res);
    };
    const [first, second] = [await listen(serve), await listen(serve)];
    servers.push(first.server, second.server);
    allowed = first.url;
    other = second.url;
    log = captureLog();
    api = await startApi({
      temporal: () => new FakeTemporal(),
      features: [log.feature],
      reading: {
        allow: [{ host: new URL(allowed).host, paths: ['/m'] }, { host: 'nowhere.invalid' }],
      },
    });
    const empty = await api.call('put', `${networks}/bad`, seed);
    if (empty.status !== 200) throw new Error(`the network was not made: ${empty.status}`);
  });
  afterAll(async () => {
    await api.stop();
    servers.forEach(server => server.closeAllConnections());
    await Promise.all(servers.map(server => new Promise(done => server.close(done))));
  });

  /** Refused by plan and PUT alike, with nothing of what was read in the answer, the audit or the log. */
  async function refused(source: object): Promise<Answer> {
    const path = `${networks}/bad`;
    const plan = await api.call('post', `${path}/plan`, document(source));
    const put = await api.call('put', path, document(source));
    expect([plan.status, put.status]).toEqual([400, 400]);
    expect(plan.body.error.message).toBe(put.body.error.message);
    expect(fieldsOf(put)).toEqual(expect.arrayContaining([expect.stringMatching(/source/)]));
    const audit = await api.call('get', `${path}/audit?limit=500`);
    expect(audit.body).toContainEqual(
      expect.objectContaining({ outcome: 'refused', message: put.body.error.message }),
    );
    for (const said of [plan.body, put.body, audit.body]) {
      expect(JSON.stringify(said)).not.toContain(marker);
    }
    expect(log.text()).toContain('edge-shop');
    expect(log.text()).not.toContain(marker);
    expect((await api.call('get', path)).body).toMatchObject({ generation: 1, spec: seed });
    return put;
  }

  const write = (path: string, text: string) => {
    const file = join(api.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };

  it('files: one answer for all that may not be read, whether it is there or not', async () => {
    write('.lab/0/clusters/cluster-1/tokens.csv', `${marker},admin,1,"system:masters"\n`);
    write('.lab/0/worker.yaml', `token: ${marker}\n`);
    write('.env', `PASSWORD=${marker}\n`);
    write('.env.yaml', `password: ${marker}\n`);
    write('.npmrc', `//registry.npmjs.org/:_authToken=${marker}\n`);
    write('.git-credentials', `https://me:${marker}@git.example.com\n`);
    write('.pgpass', `127.0.0.1:5432:*:me:${marker}\n`);
    write('notes.txt', marker);
    write('yaml', marker);
    write('folder.yaml/web.txt', marker);
    write('../outside.yaml', `${marker}\n`);
    write('../manifests-too/outside.yaml', `${marker}\n`);
    symlinkSync('/etc', join(api.root, 'etc'));
    symlinkSync('/etc/passwd', join(api.root, 'passwd.yaml'));
    symlinkSync('../outside.yaml', join(api.root, 'out.yaml'));
    symlinkSync('../nothing.yaml', join(api.root, 'dangling.yaml'));
    symlinkSync('.env', join(api.root, 'env.yaml'));
    symlinkSync('.lab/0/worker.yaml', join(api.root, 'worker.yaml'));
    symlinkSync('loop.yaml', join(api.root, 'loop.yaml'));
    execFileSync('mkfifo', [join(api.root, 'pipe.yaml')]);

    const texts = new Set<string>();
    for (const url of [
      './.lab/0/clusters/cluster-1/tokens.csv',
      '.lab/0/worker.yaml',
      './manifests/.lab/0/worker.yaml',
      '.env',
      './.env.yaml',
      '.npmrc',
      '.git-credentials',
      '.pgpass',
      '%2eenv.yaml',
      '.%2flab/..%2f.env.yaml',
      'notes.txt',
      'yaml',
      '.yaml',
      'folder.yaml',
      'folder.yaml/',
      'folder.yaml/web.txt',
      'no.yaml',
      'no/such/folder/web.yaml',
      'out.yaml/web.yaml',
      `${'a'.repeat(300)}.yaml`,
      '../outside.yaml',
      './folder.yaml/../../outside.yaml',
      '../manifests-too/outside.yaml',
      '%2e%2e/outside.yaml',
      '..%2foutside.yaml',
      '%2e%2e%2foutside.yaml',
      '%252e%252e%252foutside.yaml',
      '..\\outside.yaml',
      '..%5coutside.yaml',
      '/etc/passwd',
      '/etc/passwd.yaml',
      '//etc/passwd',
      '%2fetc%2fpasswd',
      join(api.root, '../outside.yaml'),
      join(api.root, '.env.yaml'),
      'etc/passwd',
      'etc/hosts.yaml',
      'passwd.yaml',
      'out.yaml',
      'dangling.yaml',
      'env.yaml',
      'worker.yaml',
      'loop.yaml',
      'pipe.yaml',
      'out.yaml%00',
      'out.yaml%00.yaml',
      '%E0%A4%A',
      '.',
      './',
      'manifests',
    ]) {
      const { message } = (await refused({ url })).body.error;
      expect(message).toContain(JSON.stringify(url));
      texts.add(message.replace(JSON.stringify(url), 'url'));
    }
    expect([...texts]).toEqual([
      expect.stringMatching(/^applications\[0\]\.source\.url: url is no file that may be read/),
    ]);
    for (const url of ['file:///etc/passwd', 'FILE:/etc/passwd', 'data:,x', 'c:\\x.yaml']) {
      expect((await refused({ url })).body.error.message).toMatch(/neither http\(s\) nor relative/);
    }
  });

  it('files that may be read, and are no manifests: kind and length', async () => {
    const contents: [string, RegExp][] = [
      [marker, /a text of 11 characters/],
      [`- ${marker}\n`, /a list of 1 entry/],
      [`${marker}: ${marker}\n`, /has no apiVersion/],
      [`users: [{ token: ${marker}\n`, /line \d+, column \d+: is not YAML/],
      [`a: !${marker} x`, /is not YAML/],
      [JSON.stringify({ kind: marker, metadata: { name: marker } }), /has no apiVersion/],
      [service.replace('name: web', `name: "${marker} x"`), /a metadata.name that Kubernetes/],
      [marker.repeat(60_000), /bigger than 512 KiB/],
    ];
    for (const [text, message] of contents) {
      write('read.json', text);
      expect((await refused({ url: 'read.json' })).body.error.message).toMatch(message);
    }
    writeFileSync(join(api.root, 'bytes.yml'), Buffer.from([0xff, 0xfe, 0xfd]));
    expect((await refused({ url: 'bytes.yml' })).body.error.message).toMatch(/not text in UTF-8/);
  });

  it('reads what is allowed, by each of its names, and only with the digest that was said', async () => {
    write('apps/my web.yaml', service);
    symlinkSync('apps', join(api.root, 'more'));
    answers['/m/web.yaml'] = (_, res) => res.end(service);
    answers['/m/moved.yaml'] = (_, res) => res.writeHead(302, { location: './web.yaml' }).end();
    const digest = `sha256:${createHash('sha256').update(service).digest('hex')}`;
    const plan = (source: object) => api.call('post', `${networks}/good/plan`, document(source));
    for (const url of [
      './apps/my%20web.yaml',
      'apps/my web.yaml',
      './manifests/apps/my web.yaml',
      'more/my web.yaml',
      `${allowed}/m/web.yaml`,
      `${allowed}/m/moved.yaml`,
    ]) {
      expect({ url, status: (await plan({ url })).status }).toEqual({ url, status: 200 });
      expect((await plan({ url, digest })).status).toBe(200);
      const wrong = await refused({
        url,
        digest: digest.replace(/.$/, last => `${+(last === '0')}`),
      });
      expect(wrong.body.error.message).toMatch(/has another digest than the source says/);
      expect(wrong.body.error.message).not.toContain(digest);
    }
    const wrong = await refused({ url: 'more/my web.yaml', digest: 'md5:1' });
    expect(fieldsOf(wrong)).toEqual(['applications[0].source.digest']);
  });

  it('answers of servers: nothing of them comes back', async () => {
    const bodies = [marker, `"${marker}"`, `- ${marker}`, `a: !${marker} x`, `${marker}: [`];
    for (const body of bodies) {
      answers['/m/body'] = (_, res) => res.end(body);
      await refused({ url: `${allowed}/m/body` });
    }
    answers['/m/error'] = (_, res) => res.writeHead(500, marker, { 'x-more': marker }).end(marker);
    answers['/m/missing'] = (_, res) => res.writeHead(404, marker).end(marker);
    answers['/m/cut'] = (_, res) => {
      res.writeHead(200, { 'content-length': 1000 });
      res.write(marker, () => res.destroy());
    };
    for (const path of ['error', 'missing', 'cut']) {
      const { message } = (await refused({ url: `${allowed}/m/${path}` })).body.error;
      expect(message).toMatch(/cannot be read: (its server does not answer|nothing is there)/);
    }
  });

  it('redirects lead to nothing that may not be read', async () => {
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
      const { message } = (await refused({ url: `${allowed}/m/out` })).body.error;
      expect(message).toMatch(/or redirects to what may not be read/);
      expect([...new Set(asked)]).toEqual([`${new URL(allowed).host}/m/out`]);
    }
    answers['/m/loop'] = (_, res) => res.writeHead(302, { location: '/m/loop' }).end();
    await refused({ url: `${allowed}/m/loop` });
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
      expect((await refused({ url })).body.error.message).toMatch(/backend\.reading\.allow/);
    }
    const withPassword = `http://me:${marker}@127.0.0.1:${port}/m/web.yaml`;
    expect((await refused({ url: withPassword })).body.error.message).toMatch(/user or a password/);
    await refused({ url: `http://me:${marker}@:x/` });
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
    const { message } = (await refused({ url: `${allowed}/m/endless` })).body.error;
    expect(message).toMatch(/bigger than 512 KiB/);
    while (!closed) await new Promise(done => setTimeout(done, 20));
    expect(sent).toBeGreaterThan(512 * 1024);
  });
});
