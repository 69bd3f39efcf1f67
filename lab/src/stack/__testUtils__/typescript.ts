import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { CHECKOUT } from '../../state';

/** A TypeScript program of a test. */
export interface Program {
  child: ChildProcess;
  /** What it has said so far. */
  output(): string;
  /** Polls until it has said this. @throws when it ends before */
  saying(text: string): Promise<void>;
  /** Exit code; null after a signal. */
  ended: Promise<number | null>;
}

/** Runs TypeScript as `npm start` does, with a state folder and an environment of its own. */
export function typescript(
  file: string,
  stateFolder: string,
  env: NodeJS.ProcessEnv = {},
): Program {
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    cwd: CHECKOUT,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      INTERCONNECT_LAB_DIR: stateFolder,
      ...env,
    },
  });
  let output = '';
  const collect = (data: Buffer) => {
    output += data;
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return {
    child,
    output: () => output,
    async saying(text) {
      while (!output.includes(text)) {
        if (child.exitCode !== null) throw new Error(`It ended: ${output}`);
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    },
    ended: once(child, 'close').then(([code]) => code),
  };
}

/** What `npm start` hands over to. */
export const startFile = join(CHECKOUT, 'lab/src/stack/start.ts');
