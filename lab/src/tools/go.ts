import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CHECKOUT } from '../state';
import { run, tryRun } from './run';

/** The oldest Go that can fetch the newer one that the tools ask for. */
const OLDEST_GO = 21;

/** Folder of one pinned tools module. */
export function toolsModule(name: string): string {
  return join(CHECKOUT, 'lab', 'tools', name);
}

/** @throws names the command that installs Go when it is missing or too old */
export async function requireGo(): Promise<void> {
  const version = await tryRun('go', ['version']);
  const minor = version === undefined ? NaN : parseGoMinor(version);
  if (minor >= OLDEST_GO) return;
  const found = version === undefined ? 'is not installed' : `is too old (${version.trim()})`;
  throw new Error(
    `Go ${found}; the lab builds its Kubernetes from source with Go 1.${OLDEST_GO} or newer. ` +
      'Install it with "sudo apt-get install golang-go", "sudo dnf install golang" or from https://go.dev/dl/',
  );
}

/** 26 for `go version go1.26.8 linux/amd64`. */
export function parseGoMinor(version: string): number {
  return Number(/\bgo1\.(\d+)/.exec(version)?.[1] ?? NaN);
}

/** Builds one main package of a tools module; the file appears only when it is complete. */
export async function buildGoTool(options: {
  module: string;
  package: string;
  output: string;
  ldflags?: string;
  signal?: AbortSignal;
}): Promise<void> {
  const { module, output, ldflags = '', signal } = options;
  mkdirSync(dirname(output), { recursive: true });
  const unfinished = `${output}.${process.pid}.part`;
  try {
    await run(
      'go',
      [
        'build',
        '-trimpath',
        '-ldflags',
        `-s -w ${ldflags}`.trim(),
        '-o',
        unfinished,
        options.package,
      ],
      { cwd: toolsModule(module), env: { CGO_ENABLED: '0' }, signal },
    );
    renameSync(unfinished, output);
  } finally {
    rmSync(unfinished, { force: true });
  }
}
