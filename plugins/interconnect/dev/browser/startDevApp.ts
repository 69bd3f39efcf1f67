import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The dev harness (this plugin alone, on recorded answers) in a development server of its own. */
export interface DevApp {
  url: string;
  stop(): Promise<void>;
}

/** Starts the dev harness on a free port, and waits until it is built: half a minute. */
export async function startDevApp(): Promise<DevApp> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const folder = mkdtempSync(join(tmpdir(), 'interconnect-dev-'));
  const config = join(folder, 'app-config.json');
  const backend = { baseUrl: 'http://localhost:1' };
  writeFileSync(config, JSON.stringify({ app: { title: 'Interconnect', baseUrl: url }, backend }));
  const cli = require.resolve('@backstage/cli/bin/backstage-cli');
  const server = spawn(process.execPath, [cli, 'package', 'start', '--config', config], {
    cwd: resolve(__dirname, '../..'),
    env: { ...process.env, NODE_ENV: 'development' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<void>(done => server.once('exit', () => done()));
  const stop = async () => {
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const built = new Promise<void>(done => {
    const read = (part: Buffer) => {
      output += part;
      if (/compiled successfully/i.test(output)) done();
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
  });
  const failed = ended.then(() => {
    throw new Error(`The dev harness did not start:\n${output.slice(-2000)}`);
  });
  await Promise.race([built, failed]);
  return { url, stop };
}

function freePort(): Promise<number> {
  return new Promise((found, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => found(port));
    });
  });
}
