import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkInstance } from '../addresses';
import { jest, slowest, type TestRun, together } from './jest';
import { root } from './portal';
import { startTestServers, type TestServers } from './testServers';

/**
 * Lab instance of the tests, beside that of `npm start`, so that both can run at once. Another instance lets the tests of two
 * checkouts run side by side. A run of all tests takes the next one as well.
 */
const INSTANCE = checkInstance(Number(process.env.INTERCONNECT_TEST_INSTANCE ?? 1));

const onServers = '\\.lab\\.test\\.tsx?$';
/** About half of the time that all tests on real servers take: the whole product, the portal in a browser, the lab itself. */
const crossing = '/(test|lab)/src/.*\\.lab\\.test\\.tsx?$';

interface Lane {
  name: string;
  instance: number;
  args: string[];
}

/** Which tests run side by side, each lane in a lab of its own; in a lane one file after the other. */
function lanesOf(patterns: string[]): Lane[] {
  if (patterns.length > 0) {
    return [{ name: 'servers', instance: INSTANCE, args: patterns }];
  }
  return [
    {
      name: 'product',
      instance: INSTANCE,
      args: ['--testPathPatterns', crossing],
    },
    {
      name: 'steps',
      instance: checkInstance(INSTANCE + 1),
      args: ['--testPathPatterns', onServers, `--testPathIgnorePatterns=${crossing}`],
    },
  ];
}

interface RunOptions {
  log(line: string): void;
  signal: AbortSignal;
}

/** All lanes to their end, also when one of them breaks. Their servers start one after the other. */
async function runLanes(lanes: Lane[], options: RunOptions): Promise<TestRun[]> {
  const servers: TestServers[] = [];
  try {
    for (const { instance } of lanes) servers.push(await startTestServers(instance, options));
    return await Promise.all(
      lanes.map(({ name, instance, args }, index) => {
        options.log(`Tests on real servers: ${name}, on lab ${instance}`);
        const { env } = servers[index];
        return attempt(name, () => jest(name, [...args, '--runInBand'], { ...options, env }));
      }),
    );
  } finally {
    for (const one of servers) await one.stop();
  }
}

async function attempt(name: string, run: () => Promise<TestRun>): Promise<TestRun> {
  return run().catch(error => ({
    ...{ passed: 0, failed: 1, files: [] },
    failures: [`${name}: ${error.message}`],
  }));
}

async function main() {
  const patterns = process.argv.slice(2);
  const log = (line: string) => console.log(line);
  const countsFile = join(root, '.lab', 'test-counts');
  const failuresFile = join(root, '.lab', 'test-failures');
  mkdirSync(join(root, '.lab'), { recursive: true });
  for (const file of [countsFile, failuresFile]) rmSync(file, { force: true });

  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => abort.abort(new Error(`Ended by ${signal}`)));
  }
  const options = { log, signal: abort.signal };
  const runs: TestRun[] = [];
  log('Tests that need no server');
  const alone = [...patterns, `--testPathIgnorePatterns=${onServers}`, '--maxWorkers=2'];
  runs.push(await attempt('no server', () => jest('alone', alone, options)));
  log('Starting the lab, Temporal and PostgreSQL for the tests that need them');
  try {
    abort.signal.throwIfAborted();
    runs.push(...(await runLanes(lanesOf(patterns), options)));
  } catch (error) {
    const { message } = error as Error;
    runs.push({ passed: 0, failed: 1, failures: [`servers: ${message}`], files: [] });
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
