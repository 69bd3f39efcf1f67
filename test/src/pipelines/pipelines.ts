import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';
import { root } from '../docs/pages';

/** What a pipeline does with a change of the file that others look at, and with one that they took. */
export type Occasion = 'plan' | 'apply';

/** An example of `examples/ci`. */
export interface Pipeline {
  file: string;
  /** Variables that its users have to set. */
  variables: string[];
  /** Its lines in the order in which they run, in a shell that is called like this. */
  script(occasion: Occasion): { shell: string[]; lines: string };
  /** Exit codes with which it is not called failed. */
  passes(occasion: Occasion): number[];
}

const folder = join(root, 'examples/ci');

const events = { plan: 'pull_request', apply: 'push' } satisfies Record<Occasion, string>;

/** As a runner of GitHub calls it: without a named shell there is no `pipefail`. */
const githubShells: Record<string, string[]> = {
  bash: ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c'],
  none: ['bash', '-e', '-c'],
};

export function githubPipeline(): Pipeline {
  const file = join(folder, 'github-actions.yaml');
  const { jobs, defaults } = parse(readFileSync(file, 'utf8'));
  const { env, steps } = jobs.network;
  return {
    file,
    variables: Object.entries<string>(env).flatMap(([name, value]) =>
      value.includes(`.${name} }}`) ? [name] : [],
    ),
    script: occasion => ({
      shell: githubShells[defaults?.run?.shell ?? 'none'],
      lines: steps
        .filter(
          ({ if: when, run }: { if?: string; run?: string }) =>
            run && (!when || when === `github.event_name == '${events[occasion]}'`),
        )
        .map(({ run }: { run: string }) => `(\n${run}\n)`)
        .join('\n'),
    }),
    passes: () => [0],
  };
}

export function gitlabPipeline(): Pipeline {
  const file = join(folder, 'gitlab-ci.yaml');
  const jobs = parse(previewOfGitlab(readFileSync(file, 'utf8')));
  const [comment] = readFileSync(file, 'utf8').split(/^[^#]/m);
  return {
    file,
    variables: comment.match(/\bINTERCONNECT_\w+/g) ?? [],
    script: occasion => ({
      shell: ['bash', '-eo', 'pipefail', '-c'],
      lines: [...jobs[occasion].before_script, ...jobs[occasion].script].join('\n'),
    }),
    passes: occasion => [0, ...(jobs[occasion].allow_failure?.exit_codes ?? [])],
  };
}

/**
 * A file of GitLab with everything that it extends. Throws with what the schema of GitLab refuses,
 * which the program has with it.
 */
export function previewOfGitlab(source: string): string {
  const cwd = mkdtempSync(join(tmpdir(), 'interconnect-gitlab-'));
  try {
    writeFileSync(join(cwd, '.gitlab-ci.yml'), source);
    const git = (...args: string[]) => execFileSync('git', args, { cwd, stdio: 'pipe' });
    git('init', '--quiet');
    git('remote', 'add', 'origin', 'git@gitlab.example.com:edge-shop/networks.git');
    const program = createRequire(__filename).resolve('gitlab-ci-local/package.json');
    const flags = ['--preview', '--no-color', '--no-evaluate-rule-changes'];
    const args = [join(dirname(program), 'dist/index.js'), ...flags];
    return execFileSync(process.execPath, args, { cwd, encoding: 'utf8', stdio: 'pipe' });
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** What the schema of GitHub refuses of a workflow. Its parser is a module that Jest cannot load. */
export function errorsOfGithub(source: string): string[] {
  const program = `
    import { readFileSync } from 'node:fs';
    import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
    const file = { name: 'network.yaml', content: readFileSync(0, 'utf8') };
    const { context } = parseWorkflow(file, new NoOperationTraceWriter());
    console.log(JSON.stringify(context.errors.getErrors().map(({ message }) => message)));`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program];
  return JSON.parse(
    execFileSync(process.execPath, args, {
      cwd: join(root, 'test'),
      input: source,
      encoding: 'utf8',
    }),
  );
}

/** What a job came to. */
export interface Job {
  passed: boolean;
  code: number;
  log: string;
  /** What GitHub shows on the page of the run. */
  summary: string;
}

/**
 * Runs the lines of a pipeline as its runner does, with the command that is installed at `path` in
 * the place of the one that `npm install` would fetch.
 */
export async function runJob(
  { script, passes }: Pipeline,
  occasion: Occasion,
  given: { path: string; network: string; variables: Record<string, string> },
): Promise<Job> {
  const cwd = mkdtempSync(join(tmpdir(), 'interconnect-job-'));
  try {
    copyFileSync(given.network, join(cwd, 'network.yaml'));
    const [summary, npm] = [join(cwd, 'summary.md'), join(cwd, 'npm')];
    writeFileSync(summary, '');
    writeFileSync(npm, '#!/bin/sh\necho "npm $*"\n', { mode: 0o755 });
    const { shell, lines } = script(occasion);
    const [command, ...args] = [...shell, lines];
    const job = spawn(command, args, {
      cwd,
      env: {
        PATH: `${cwd}:${given.path}:${process.env.PATH}`,
        ...{ HOME: cwd, CI: 'true', GITHUB_STEP_SUMMARY: summary, ...given.variables },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, notes, code] = await Promise.all([
      text(job.stdout),
      text(job.stderr),
      new Promise<number>((resolve, reject) => {
        job.once('error', reject);
        job.once('close', ended => resolve(ended ?? -1));
      }),
    ]);
    return {
      passed: passes(occasion).includes(code),
      ...{ code, log: `${out}${notes}`, summary: readFileSync(summary, 'utf8') },
    };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}
