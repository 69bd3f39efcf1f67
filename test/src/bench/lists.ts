import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
// eslint-disable-next-line no-restricted-imports, @backstage/no-forbidden-package-imports, @backstage/no-mixed-plugin-imports -- what is measured is no part of the plugin's API
import { startFilledApi } from '@interconnect/backstage-plugin-interconnect-backend/src/__testUtils__/filledApi';

const scale = { networks: 1000, spokes: 50, rollouts: 100 };
const seconds = 8;

/**
 * Clients in a thread of their own, so that what they do is not measured. They read answers and
 * drop them.
 */
const clients = `
const { parentPort, workerData } = require('node:worker_threads');
const { get } = require('node:http');
const { url, clients, until, authorization } = workerData;
const times = [];
let bytes = 0;
const answer = () => new Promise((resolve, reject) =>
  get(url, { agent: false, headers: { authorization } }, response => {
    let length = 0;
    response.on('data', data => { length += data.length; });
    response.on('end', () =>
      response.statusCode === 200 ? resolve(length) : reject(new Error('answered ' + response.statusCode)));
  }).on('error', reject));
async function client() {
  do {
    const begin = performance.now();
    bytes = await answer();
    times.push(performance.now() - begin);
  } while (Date.now() < until || times.length < 2 * clients);
}
Promise.all(Array.from({ length: clients }, client)).then(() => parentPort.postMessage({ times, bytes }));
`;

async function ask(
  url: string,
  options: { clients: number; seconds: number; authorization: string },
): Promise<{ times: number[]; bytes: number }> {
  const until = Date.now() + options.seconds * 1000;
  return new Promise((resolve, reject) => {
    const worker = new Worker(clients, { eval: true, workerData: { url, ...options, until } });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

function percentile(part: number, times: number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  return `${sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))].toFixed(0)} ms`;
}

/**
 * Tells how long lists take, and how long others wait meanwhile, in a project with 1,000 networks
 * of 50 spokes.
 *
 * @param database - PostgreSQL that is there and empty; absent: SQLite in memory
 */
export async function measureLists(database?: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'interconnect-bench-'));
  const api = await startFilledApi(scale, folder, database);
  const { authorization } = api;
  console.log(
    `\n${database ? 'PostgreSQL' : 'SQLite'}, ${scale.networks} networks of ${scale.spokes} spokes`,
  );
  console.log(
    'list                      clients   answers        p50        p95  longest block       size',
  );
  for (const [name, url] of [
    ['100 networks', api.url],
    ['500 networks', `${api.url}?limit=500`],
    [`${scale.rollouts} rollouts of a network`, `${api.url}/${api.name}/rollouts`],
  ]) {
    await ask(url, { clients: 1, seconds: 0, authorization });
    for (const count of [1, 10]) {
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      const { times, bytes } = await ask(url, { clients: count, seconds, authorization });
      delay.disable();
      const row = [
        name.padEnd(25),
        `${count}`.padStart(7),
        `${times.length}`.padStart(9),
        percentile(0.5, times).padStart(10),
        percentile(0.95, times).padStart(10),
        `${(delay.max / 1e6).toFixed(0)} ms`.padStart(14),
        `${(bytes / 1e6).toFixed(2)} MB`.padStart(10),
      ];
      console.log(row.join(' '));
    }
  }
  await api.stop();
  rmSync(folder, { recursive: true });
}
