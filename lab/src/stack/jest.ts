import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { failuresOf, type JestReport } from './failures';
import { root } from './portal';

/** What came of one run of Jest, or of several together. */
export interface TestRun {
  passed: number;
  failed: number;
  /** Tests that failed, with the beginning of why. */
  failures: string[];
  files: { name: string; seconds: number }[];
}

/** How Jest is run. */
export interface JestOptions {
  env?: NodeJS.ProcessEnv;
  signal: AbortSignal;
  /** Milliseconds. */
  testTimeout?: number;
}

/**
 * Runs Jest over all packages and returns its own count. A run that executed nothing although it
 * broke counts as failed.
 *
 * @param name - tells this run from others that run at the same time
 */
export async function jest(
  name: string,
  args: string[],
  { env, signal, testTimeout = 30_000 }: JestOptions,
): Promise<TestRun> {
  const outputFile = join(root, '.lab', `jest-${name}.json`);
  mkdirSync(join(root, '.lab'), { recursive: true });
  rmSync(outputFile, { force: true });
  const child = spawn(
    'yarn',
    [
      'backstage-cli',
      'repo',
      'test',
      '--passWithNoTests',
      // For files that set none. A test that hangs is found all the same, a slow machine is no
      // failure.
      `--testTimeout=${testTimeout}`,
      '--json',
      `--outputFile=${outputFile}`,
      ...args,
    ],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, CI: 'true', ...env },
      signal,
      killSignal: 'SIGTERM',
    },
  );
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (!existsSync(outputFile)) {
    return { passed: 0, failed: 1, failures: [`${name}: Jest ended with ${status}`], files: [] };
  }
  return testRunOf(JSON.parse(readFileSync(outputFile, 'utf8')), status);
}

function testRunOf(report: FullReport, status: number | null): TestRun {
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && status !== 0 ? 1 : failed,
    failures: failuresOf(report, root),
    files: report.testResults.map(({ name, startTime, endTime }) => ({
      name: relative(root, name),
      seconds: (endTime - startTime) / 1000,
    })),
  };
}

interface FullReport extends JestReport {
  testResults: (JestReport['testResults'][number] & { startTime: number; endTime: number })[];
  numPassedTests: number;
  numFailedTests: number;
  numRuntimeErrorTestSuites: number;
}

/** Several runs as one. */
export function together(runs: TestRun[]): TestRun {
  return {
    passed: runs.reduce((sum, { passed }) => sum + passed, 0),
    failed: runs.reduce((sum, { failed }) => sum + failed, 0),
    failures: runs.flatMap(({ failures }) => failures),
    files: runs.flatMap(({ files }) => files),
  };
}

/** The files that took longest, a line each. */
export function slowest(files: TestRun['files'], count: number): string[] {
  return [...files]
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, count)
    .map(({ name, seconds }) => `${seconds.toFixed(0).padStart(5)} s  ${name}`);
}
