import { execFile, spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../docs/pages';

const execute = promisify(execFile);

/** What a command ended with. */
export interface Ended {
  code: number;
  out: string;
  notes: string;
}

/** The command line as people have it: packed, and installed into a folder that was empty. */
export interface InstalledCli {
  /** A folder of its own, where it runs; also its home. */
  folder: string;
  path: string;
  /** Runs it; `until`: Ctrl-C as soon as the notes have this. */
  run(args: string[], options?: RunOptions): Promise<Ended>;
}

export interface RunOptions {
  env?: Record<string, string | undefined>;
  input?: string;
  until?: RegExp;
}

/** Packs the package and installs it, without asking any registry. */
export async function installCli(
  folder: string,
  env: Record<string, string>,
): Promise<InstalledCli> {
  mkdirSync(folder, { recursive: true });
  const prefix = join(folder, 'prefix');
  const npm = (cwd: string, ...args: string[]) => execute('npm', args, { cwd });
  await npm(join(root, 'packages/cli'), 'pack', '--silent', '--pack-destination', folder);
  const { version } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8'));
  const packed = join(folder, `interconnect-cli-${version}.tgz`);
  await npm(folder, 'install', '--global', '--offline', '--prefix', prefix, packed);
  const path = join(prefix, 'bin');
  const base = { PATH: `${path}:${process.env.PATH}`, HOME: folder, ...env };
  return {
    folder,
    path,
    run: (args, options) => runIn(join(path, 'interconnect'), folder, base, args, options),
  };
}

function runIn(
  command: string,
  folder: string,
  base: Record<string, string>,
  args: string[],
  { env, input = '', until }: RunOptions = {},
): Promise<Ended> {
  const child = spawn(command, args, { cwd: folder, env: { ...base, ...env } });
  let out = '';
  let notes = '';
  child.stdout.on('data', data => {
    out += data;
  });
  child.stderr.on('data', data => {
    const before = until?.test(notes);
    notes += data;
    if (!before && until?.test(notes)) child.kill('SIGINT');
  });
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => resolve({ code: code ?? -1, out, notes }));
  });
}
