import { ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A process that this stack started and ends. */
export interface ManagedProcess {
  name: string;
  pid: number;
  logFile: string;
  /** Resolves with a sentence when the process has ended. */
  ended: Promise<string>;
  /** SIGTERM, after `graceMs` SIGKILL; resolves when it is gone. */
  stop(graceMs?: number): Promise<void>;
  /** SIGKILL, as a crash would be. */
  kill(): Promise<void>;
}

/** Starts a process of its own group (a Ctrl-C in the terminal does not reach it), its output in `logFile`. */
export function launch(options: {
  name: string;
  command: string;
  args: string[];
  logFile: string;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
}): ManagedProcess {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, 'a');
  const child: ChildProcess = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  let gone = false;
  const ended = new Promise<string>(resolve => {
    child.once('error', error => {
      gone = true;
      resolve(`${options.name} could not be started: ${error.message}`);
    });
    child.once('exit', (code, signal) => {
      gone = true;
      resolve(`${options.name} ended with ${signal ?? `exit code ${code}`}`);
    });
  });
  const signalGroup = (signal: NodeJS.Signals) => {
    if (gone || child.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      child.kill(signal);
    }
  };
  return {
    name: options.name,
    pid: child.pid ?? -1,
    logFile: options.logFile,
    ended,
    async stop(graceMs = 15_000) {
      signalGroup('SIGTERM');
      const timer = setTimeout(() => signalGroup('SIGKILL'), graceMs);
      await ended;
      clearTimeout(timer);
    },
    async kill() {
      signalGroup('SIGKILL');
      await ended;
    },
  };
}

/** The last lines of a log, for an error message. */
export function tailOf(logFile: string, lines = 15): string {
  try {
    return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '(no log)';
  }
}

/**
 * Polls `ready` until it answers true. Fails when the process ends first or after `timeoutMs`, with the end of its log.
 */
export async function waitUntil(
  managed: ManagedProcess,
  ready: () => Promise<boolean>,
  timeoutMs: number,
): Promise<void> {
  let end: string | undefined;
  void managed.ended.then(reason => {
    end = reason;
  });
  const deadline = Date.now() + timeoutMs;
  while (!(await ready().catch(() => false))) {
    if (end === undefined && Date.now() > deadline) {
      end = `${managed.name} was not ready after ${timeoutMs / 1000} s`;
    }
    if (end !== undefined) {
      throw new Error(
        `${end}. Its log (${managed.logFile}) ends with:\n${tailOf(managed.logFile)}`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 250));
  }
}
