import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

jest.setTimeout(180_000);

const publicKey = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' });
const signing = { trusted: [{ id: 'backend', publicKey }] };
const root = resolve(__dirname, '../..');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The process, as `npm start` starts it. */
describe('worker', () => {
  let worker: ChildProcess | undefined;
  let output: string;
  let healthPort: number;
  afterEach(() => worker?.kill('SIGKILL'));

  async function start(temporalAddress: string, namespace = 'default') {
    healthPort = await freePort();
    const file = join(mkdtempSync(join(tmpdir(), 'interconnect-')), 'app-config.json');
    const temporal = { address: temporalAddress, namespace, taskQueue: `test-${healthPort}` };
    const interconnect = { temporal, signing, worker: { healthPort } };
    writeFileSync(file, JSON.stringify({ interconnect }));
    const env = { ...process.env, TEMPORAL_ADDRESS: '', NODE_OPTIONS: '' };
    const args = ['--import', 'tsx', join(root, 'workflows/src/worker.ts'), '--config', file];
    output = '';
    worker = spawn(process.execPath, args, { cwd: root, env });
    const collect = (data: Buffer) => {
      output += data;
    };
    worker.stdout!.on('data', collect);
    worker.stderr!.on('data', collect);
  }

  async function ready(wanted: number): Promise<string> {
    for (let tries = 0; tries < 300; tries++) {
      const response = await fetch(`http://127.0.0.1:${healthPort}/readyz`).catch(() => undefined);
      if (response?.status === wanted) return (await response.text()).trim();
      if (worker?.exitCode !== null) break;
      await new Promise(done => setTimeout(done, 200));
    }
    throw new Error(`The worker did not become ready (${wanted}): ${output}`);
  }

  async function ended(): Promise<number | null> {
    if (worker!.exitCode === null) await once(worker!, 'exit');
    return worker!.exitCode;
  }

  it('takes work, and ends cleanly when it is told to', async () => {
    const address = process.env.TEMPORAL_ADDRESS;
    if (!address) throw new Error('TEMPORAL_ADDRESS is not set: this test needs npm test');
    await start(address);
    expect(await ready(200)).toBe('ok');
    worker!.kill('SIGTERM');
    expect(await ended()).toBe(0);
    const lines = output
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(lines).toContainEqual(expect.objectContaining({ level: 'info', state: 'RUNNING' }));
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('waits for a Temporal that is not there, without noise, and ends when it is told to', async () => {
    const address = `127.0.0.1:${await freePort()}`;
    await start(address);
    expect(await ready(503)).toBe(`waits for Temporal at ${address}`);
    await new Promise(done => setTimeout(done, 3000));
    worker!.kill('SIGINT');
    expect(await ended()).toBe(0);
    const warnings = output.split('\n').filter(line => line.includes('"warn"'));
    expect(warnings).toHaveLength(1);
    expect(JSON.parse(warnings[0])).toMatchObject({
      message: 'Temporal does not answer yet, trying again',
      address,
      error: 'Connection refused',
    });
  });

  it('says in one line why it cannot work', async () => {
    await start(process.env.TEMPORAL_ADDRESS!, 'nowhere');
    expect(await ended()).toBe(1);
    const last = JSON.parse(output.trim().split('\n').at(-1)!);
    expect(last).toMatchObject({
      level: 'error',
      message: 'The worker has ended',
      error: expect.stringContaining('nowhere'),
    });
    expect(output).not.toMatch(/^\s+at /m);
  });
});
