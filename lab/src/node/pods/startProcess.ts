import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { readProcess, type ProcessId } from '../../processes';

/** How a process ended. */
export interface Exit {
  code: number;
  signal?: NodeJS.Signals;
}

/** What to start. */
export interface ProcessSpec {
  command: string[];
  /** All of its variables: nothing of the agent's own is added. */
  env: Record<string, string>;
  cwd: string;
  /** Gets the output, appended. */
  log: string;
}

/**
 * Starts a process in a group of its own.
 * @param onExit - called once, also for 137 when it was killed
 * @throws when the program cannot be started at all
 */
export async function startProcess(
  { command, env, cwd, log }: ProcessSpec,
  onExit: (exit: Exit) => void,
): Promise<ProcessId> {
  mkdirSync(dirname(log), { recursive: true });
  mkdirSync(cwd, { recursive: true });
  const output = openSync(log, 'a');
  try {
    const child = spawn(command[0], command.slice(1), {
      detached: true,
      cwd,
      env,
      stdio: ['ignore', output, output],
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    const pid = child.pid!;
    const startTime = readProcess(pid)?.startTime ?? -1;
    child.once('exit', (code, signal) => onExit(exitOf(code, signal)));
    return { pid, startTime };
  } finally {
    closeSync(output);
  }
}

function exitOf(code: number | null, signal: NodeJS.Signals | null): Exit {
  if (!signal) return { code: code ?? 0 };
  const numbers: Partial<Record<NodeJS.Signals, number>> = { SIGKILL: 9, SIGTERM: 15, SIGINT: 2 };
  return { code: 128 + (numbers[signal] ?? 0), signal };
}
