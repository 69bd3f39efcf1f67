import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { mountSecrets, type Mounts } from './volumes';

const folder = mkdtempSync(join(tmpdir(), 'interconnect-volumes-'));
afterAll(() => rmSync(folder, { recursive: true }));

const container = { name: 'c', volumeMounts: [{ name: 'tls', mountPath: '/etc/tls/' }] };
const podWith = (optional: boolean) => ({
  spec: {
    containers: [container],
    volumes: [{ name: 'tls', secret: { secretName: 's', optional } }],
  },
});
const mount = (data: Record<string, string> | undefined, optional = false) =>
  mountSecrets(podWith(optional), container, folder, async () => data);

/** What a process of the pod prints. */
async function inPod(script: string, mounts: Mounts): Promise<string> {
  const preload = join(__dirname, '../podVolumes.cjs');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--require', preload, '--eval', script],
    { env: { LAB_MOUNTS: JSON.stringify(mounts) } },
  );
  return stdout.trim();
}

const read = "console.log(require('node:fs').readFileSync('/etc/tls/tls.crt', 'utf8'))";

it('a process sees the files of a Secret where its container mounts it, and what they become', async () => {
  const mounts = await mount({ 'tls.crt': 'first' });
  expect(await inPod(read, mounts)).toBe('first');
  await mount({ 'tls.crt': 'second' });
  expect(await inPod(read, mounts)).toBe('second');
  const promised =
    "require('node:fs').promises.readFile('/etc/tls/tls.crt', 'utf8').then(console.log)";
  expect(await inPod(promised, mounts)).toBe('second');
});

it('no other path is another one', async () => {
  const mounts = await mount({ 'tls.crt': 'first' });
  const script = "console.log(require('node:fs').existsSync('/etc/tls-other/tls.crt'))";
  expect(await inPod(script, mounts)).toBe('false');
});

it('a container waits for a Secret that is not there, unless it is optional', async () => {
  await expect(mount(undefined)).rejects.toThrow('secret "s" not found');
  expect(Object.keys(await mount(undefined, true))).toEqual(['/etc/tls']);
});
