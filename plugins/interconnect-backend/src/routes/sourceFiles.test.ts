import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fieldsOf } from '../__testUtils__/rest';
import { marker, service, SourcesApi, startSourcesApi } from '../__testUtils__/sources';

describe('files that a source may name, and what comes back of them', () => {
  let api: SourcesApi;

  beforeAll(async () => {
    api = await startSourcesApi();
  });
  afterAll(() => api.stop());

  const write = (path: string, text: string) => {
    const file = join(api.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };

  it('has one answer for all that may not be read, whether it is there or not', async () => {
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
      const { message } = (await api.refused({ url })).body.error;
      expect(message).toContain(JSON.stringify(url));
      texts.add(message.replace(JSON.stringify(url), 'url'));
    }
    expect([...texts]).toEqual([
      expect.stringMatching(/^applications\[0\]\.source\.url: url is no file that may be read/),
    ]);
    for (const url of ['file:///etc/passwd', 'FILE:/etc/passwd', 'data:,x', 'c:\\x.yaml']) {
      expect((await api.refused({ url })).body.error.message).toMatch(
        /neither http\(s\) nor relative/,
      );
    }
  });

  it('tells of files that are no manifests kind and length', async () => {
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
      expect((await api.refused({ url: 'read.json' })).body.error.message).toMatch(message);
    }
    writeFileSync(join(api.root, 'bytes.yml'), Buffer.from([0xff, 0xfe, 0xfd]));
    expect((await api.refused({ url: 'bytes.yml' })).body.error.message).toMatch(
      /not text in UTF-8/,
    );
  });

  it('reads what is allowed, by each of its names, and only with the digest that was said', async () => {
    write('apps/my web.yaml', service);
    write('my apps/50%.yaml', service);
    symlinkSync('apps', join(api.root, 'more'));
    const digest = `sha256:${createHash('sha256').update(service).digest('hex')}`;
    for (const url of [
      './apps/my%20web.yaml',
      'apps/my web.yaml',
      './manifests/apps/my web.yaml',
      'more/my web.yaml',
      './my apps/50%.yaml',
      './my%20apps/50%.yaml',
      './my%20apps/50%25.yaml',
    ]) {
      expect({ url, status: (await api.plan({ url })).status }).toEqual({ url, status: 200 });
      expect((await api.plan({ url, digest })).status).toBe(200);
      const other = digest.replace(/.$/, last => `${+(last === '0')}`);
      const { message } = (await api.refused({ url, digest: other })).body.error;
      expect(message).toMatch(/has another digest than the source says/);
      expect(message).not.toContain(digest);
    }
    const wrong = await api.refused({ url: 'more/my web.yaml', digest: 'md5:1' });
    expect(fieldsOf(wrong)).toEqual(['applications[0].source.digest']);
  });
});
