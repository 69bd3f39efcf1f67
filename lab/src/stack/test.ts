import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkInstance } from '../addresses';
import { jest, type JestOptions, slowest, type TestRun, together } from './jest';
import { longFiles, onServers, shareOut, testFiles } from './lanes';
import { root } from './portal';
import { startTestServers, type TestServers } from './testServers';

/**
 * Lab instance of the tests, beside that of `npm start`, so that both can run at once. Another
 * instance lets the tests of two checkouts run side by side. A run of all tests takes the next ones
 * as well, one a lane.
 */
const INSTANCE = checkInstance(Number(process.env.INTERCONNECT_TEST_INSTANCE ?? 1));

/** More than there are cores: what runs on real servers waits for half of its time. */
const LANES = 4;

const browser = process.env.CHROMIUM ?? '/usr/bin/chromium';
const inBrowser = /browser|accessibility/;

interface Lane {
  name: string;
  instance: number;
  files: string[];
}

/**
 * Which tests run side by side, each lane in a lab of its own; in a lane one file after the other.
 */
function lanesOf(patterns: string[]): Lane[] {
  const wanted = patterns.map(pattern => new RegExp(pattern));
  const files = testFiles(root).filter(
    file =>
      onServers.test(file) &&
      (wanted.length === 0 || wanted.some(one => one.test(join(root, file)))),
  );
  return shareOut(files, wanted.length === 0 ? LANES : 1)
    .filter(lane => lane.length > 0)
    .map((lane, index) => ({
      name: `lane-${index + 1}`,
      instance: checkInstance(INSTANCE + index),
      files: lane,
    }));
}

interface RunOptions extends JestOptions {
  log(line: string): void;
}

/** One after the other: each has a core's worth to do until it is up. */
async function startAll(lanes: Lane[], options: RunOptions): Promise<TestServers[]> {
  const servers: TestServers[] = [];
  try {
    for (const { instance } of lanes) servers.push(await startTestServers(instance, options));
    return servers;
  } catch (error) {
    for (const one of servers) await one.stop();
    throw error;
  }
}

/** All lanes to their end, also when one of them breaks. */
async function runLanes(
  lanes: Lane[],
  servers: TestServers[],
  options: RunOptions,
): Promise<TestRun[]> {
  try {
    return await Promise.all(
      lanes.map(({ name, instance, files }, index) => {
        options.log(`Tests on real servers: ${files.length} files on lab ${instance}`);
        const env = { ...options.env, ...servers[index].env };
        const args = [`--testPathPatterns=/(${files.map(escaped).join('|')})$`, '--runInBand'];
        return attempt(name, () => jest(name, args, { ...options, env }));
      }),
    );
  } finally {
    for (const one of servers) await one.stop();
  }
}

function escaped(file: string): string {
  return file.replace(/[.+]/g, '\\$&');
}

async function attempt(name: string, run: () => Promise<TestRun>): Promise<TestRun> {
  return run().catch(error => ({
    ...{ passed: 0, failed: 1, files: [] },
    failures: [`${name}: ${error.message}`],
  }));
}

async function main() {
  const long = process.argv.includes('--long');
  const patterns = long ? longFiles(root).map(escaped) : process.argv.slice(2);
  const log = (line: string) => console.log(line);
  const countsFile = join(root, '.lab', 'test-counts');
  const failuresFile = join(root, '.lab', 'test-failures');
  mkdirSync(join(root, '.lab'), { recursive: true });
  for (const file of [countsFile, failuresFile]) rmSync(file, { force: true });

  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => abort.abort(new Error(`Ended by ${signal}`)));
  }
  const options: RunOptions = {
    ...{ log, signal: abort.signal },
    ...(long && { env: { INTERCONNECT_TEST_LONG: '1' }, testTimeout: 600_000 }),
  };
  const lanes = lanesOf(patterns);
  if (!existsSync(browser) && lanes.some(({ files }) => files.some(file => inBrowser.test(file)))) {
    log(`There is no browser at ${browser}: the tests in one will fail. Install Chromium`);
    log('(apt-get install chromium), or name one with CHROMIUM=/path/to/chromium');
  }
  log('Tests that need no server; meanwhile the servers for the others start');
  const alone = [...patterns, `--testPathIgnorePatterns=${onServers.source}`, '--maxWorkers=2'];
  const [run, started] = await Promise.all([
    attempt('no server', () => jest('alone', alone, options)),
    startAll(lanes, options).catch((error: Error) => error),
  ]);
  const runs: TestRun[] = [run];
  if (Array.isArray(started)) {
    runs.push(...(await runLanes(lanes, started, options)));
  } else {
    const failures = [`servers: ${started.message}`];
    runs.push({ passed: 0, failed: 1, failures, files: [] });
  }

  const { passed, failed, ...all } = together(runs);
  writeFileSync(countsFile, `${passed} ${failed}\n`);
  writeFileSync(failuresFile, all.failures.map(failure => `FAILED ${failure}\n`).join(''));
  log('The files that took longest:');
  slowest(all.files, 10).forEach(log);
  for (const failure of all.failures) log(`FAILED ${failure}`);
  log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

void main();
