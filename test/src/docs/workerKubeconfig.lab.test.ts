import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { attach, type Lab, toolPaths } from '@interconnect/lab';
import { parse, stringify } from 'yaml';
import { readPages } from './pages';

jest.setTimeout(120_000);

const blocks = readPages()
  .find(({ name }) => name === 'worker.md')!
  .blocks.map(({ text }) => text);
const block = (part: string) => blocks.find(text => text.includes(part))!;

/** The commands of docs/worker.md that make the worker's kubeconfig, on a cluster of the lab. */
describe('the worker’s kubeconfig', () => {
  let lab: Lab;
  let folder: string;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    const instance = process.env.INTERCONNECT_LAB;
    if (!instance) throw new Error('INTERCONNECT_LAB is not set: run this test by `npm test`');
    lab = await attach(Number(instance));
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'interconnect-'));
    const path = `${dirname(toolPaths.kubectl())}:${process.env.PATH}`;
    env = { PATH: path, HOME: folder, KUBECONFIG: join(folder, 'home.yaml') };
  });

  /** The administrator's kubeconfig, with another way to trust the API servers. */
  function home(change: (cluster: Record<string, string>) => void) {
    const config = parse(readFileSync(lab.kubeconfig, 'utf8'));
    config.clusters.forEach((entry: any) => change(entry.cluster));
    writeFileSync(env.KUBECONFIG!, stringify(config));
  }

  const shell = (script: string) =>
    execFileSync('sh', ['-e', '-c', script], {
      cwd: folder,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  function madeBy(token: string) {
    shell(`${token}\n${block('config view --raw --flatten --minify')}\n${block('WORKER=')}`);
    const file = join(folder, 'worker-kubeconfig.yaml');
    expect(statSync(file).mode % 0o100).toBe(0);
    const text = readFileSync(file, 'utf8');
    const admin = parse(readFileSync(lab.kubeconfig, 'utf8')).users[0].user.token;
    expect(text).not.toContain(admin);
    return parse(text);
  }

  it.each<[string, (cluster: Record<string, string>) => void]>([
    ['stands in the kubeconfig', () => {}],
    [
      'stands in a file',
      cluster => {
        const authority = Buffer.from(cluster['certificate-authority-data'], 'base64');
        const file = `${new URL(cluster.server).port}.crt`;
        writeFileSync(join(folder, file), authority);
        delete cluster['certificate-authority-data'];
        cluster['certificate-authority'] = file;
      },
    ],
  ])('works where the authority %s', (_, change) => {
    home(change);
    const { contexts } = madeBy(block('create token'));
    expect(contexts.map(({ name }: { name: string }) => name)).toEqual(['cluster-1']);
    // kubectl ends with 1 when it says no.
    const asked = block('auth can-i').replace(/ *#.*$/gm, ' || true');
    expect(shell(`WORKER=worker-kubeconfig.yaml\n${asked}`)).toBe('yes\nno\n');
  });

  it('names no authority where the system’s are trusted', () => {
    home(cluster => delete cluster['certificate-authority-data']);
    const { clusters, users } = madeBy('TOKEN=some-token');
    expect(clusters).toEqual([{ name: 'cluster-1', cluster: { server: expect.any(String) } }]);
    expect(users).toEqual([
      { name: 'interconnect-worker-cluster-1', user: { token: 'some-token' } },
    ]);
  });
});
