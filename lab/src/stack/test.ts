import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkInstance } from '../addresses';
import { down, up } from '../index';
import { toolPaths } from '../tools/paths';
import { failuresOf } from './failures';
import { root } from './portal';
import { startPostgres } from './postgres';
import { startTemporal } from './temporal';

/**
 * Lab instance and Temporal port of the tests: beside those of `npm start`, so that both can run at once. Another instance
 * lets the tests of two checkouts run side by side.
 */
const INSTANCE = checkInstance(Number(process.env.INTERCONNECT_TEST_INSTANCE ?? 1));
const TEMPORAL_PORT = 7233 + 10 * INSTANCE;

interface Counts {
  passed: number;
  failed: number;
}

const failures: string[] = [];

/** Runs Jest over all packages and returns its own count. A run that executed nothing although it broke counts as failed. */
function jest(args: string[], env: NodeJS.ProcessEnv): Counts {
  const outputFile = join(root, '.lab', 'jest.json');
  rmSync(outputFile, { force: true });
  const { status } = spawnSync(
    'yarn',
    [
      'backstage-cli',
      'repo',
      'test',
      '--passWithNoTests',
      // For files that set none. A test that hangs is found all the same, a slow machine is no failure.
      '--testTimeout=30000',
      '--json',
      `--outputFile=${outputFile}`,
      ...args,
    ],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, CI: 'true', ...env },
    },
  );
  if (!existsSync(outputFile)) return { passed: 0, failed: 1 };
  const result = JSON.parse(readFileSync(outputFile, 'utf8'));
  failures.push(...failuresOf(result, root));
  const broken = result.numRuntimeErrorTestSuites as number;
  const failed = (result.numFailedTests as number) + broken;
  return { passed: result.numPassedTests, failed: failed === 0 && status !== 0 ? 1 : failed };
}

async function main() {
  const patterns = process.argv.slice(2);
  const log = (line: string) => console.log(line);
  const stops: (() => Promise<void>)[] = [];
  const counts: Counts = { passed: 0, failed: 0 };
  const add = (more: Counts) => {
    counts.passed += more.passed;
    counts.failed += more.failed;
  };
  const countsFile = join(root, '.lab', 'test-counts');
  const failuresFile = join(root, '.lab', 'test-failures');
  mkdirSync(join(root, '.lab'), { recursive: true });
  for (const file of [countsFile, failuresFile]) rmSync(file, { force: true });

  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => abort.abort(new Error(`Ended by ${signal}`)));
  }
  try {
    log('Tests that need no server');
    add(jest([...patterns, '--testPathIgnorePatterns=\\.lab\\.test\\.tsx?$'], {}));

    log('Starting the lab, Temporal and PostgreSQL for the tests that need them');
    await down(INSTANCE, { purge: true });
    const lab = await up({ instance: INSTANCE, log, signal: abort.signal });
    stops.push(() => lab.down());
    const temporal = await startTemporal({
      dir: join(lab.dir, 'test'),
      port: TEMPORAL_PORT,
    });
    stops.push(() => temporal.stop());
    const postgres = await startPostgres();
    stops.push(() => postgres.stop());

    // a signal that came while Jest ran is handled now
    await new Promise(resolve => setImmediate(resolve));
    abort.signal.throwIfAborted();
    log('Tests on real servers');
    const env = {
      INTERCONNECT_LAB: String(INSTANCE),
      TEMPORAL_ADDRESS: temporal.address,
      INTERCONNECT_TEST_POSTGRES: postgres.url,
      INTERCONNECT_TIME_SKIPPING_SERVER: toolPaths.temporalTestServer(),
    };
    add(
      jest(
        patterns.length > 0
          ? [...patterns, '--runInBand']
          : ['--runInBand', '--testPathPatterns', '\\.lab\\.test\\.tsx?$'],
        env,
      ),
    );
  } catch (error) {
    console.error((error as Error).message);
    counts.failed += 1;
  } finally {
    for (const stop of stops.reverse()) {
      await stop().catch(error => console.error(`While stopping: ${error.message}`));
    }
  }
  writeFileSync(countsFile, `${counts.passed} ${counts.failed}\n`);
  writeFileSync(failuresFile, failures.map(failure => `FAILED ${failure}\n`).join(''));
  for (const failure of failures) console.log(`FAILED ${failure}`);
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exit(counts.failed === 0 ? 0 : 1);
}

void main();
