import { spawn } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';

/**
 * One process, known beyond doubt: a pid that was given to another program has another start time.
 */
export interface ProcessId {
  pid: number;
  /** Clock ticks since boot (`/proc/<pid>/stat`, field 22). */
  startTime: number;
}

/** What `launch` needs. */
export interface Launch {
  command: string[];
  /** Added to the few variables that every process gets (PATH, HOME, …). */
  env?: Record<string, string>;
  /** File that gets the output, appended. */
  log: string;
  cwd: string;
}

/**
 * Start time and process group of a living process; undefined when there is none. A zombie is none,
 * unless threads of it are still ending: until the last of them is gone, the process holds its
 * ports and files.
 */
export function readProcess(pid: number): { startTime: number; group: number } | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'), () => countThreads(pid));
  } catch {
    return undefined;
  }
}

function countThreads(pid: number): number {
  return readdirSync(`/proc/${pid}/task`).length;
}

/**
 * Parses `/proc/<pid>/stat`. The name in it may hold blanks and parentheses, so fields are counted
 * from its end.
 */
export function parseStat(
  stat: string,
  threads: () => number = () => 1,
): { startTime: number; group: number } | undefined {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, , group] = fields;
  const startTime = Number(fields[19]);
  if (!Number.isFinite(startTime) || state === 'X') return undefined;
  if (state === 'Z' && threads() <= 1) return undefined;
  return { startTime, group: Number(group) };
}

/** Whether this very process (not another one with its pid) is running. */
export function isAlive(id: ProcessId): boolean {
  return readProcess(id.pid)?.startTime === id.startTime;
}

/**
 * Starts a process in a group of its own, so that a Ctrl-C in the terminal does not reach it and it
 * outlives us.
 * @throws when the program cannot be started at all
 */
export async function launch({ command, env, log, cwd }: Launch): Promise<ProcessId> {
  mkdirSync(dirname(log), { recursive: true });
  keepSmall(log);
  const output = openSync(log, 'a');
  try {
    const child = spawn(command[0], command.slice(1), {
      detached: true,
      cwd,
      stdio: ['ignore', output, output],
      env: { ...inherited(), ...env },
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref();
    const pid = child.pid!;
    return { pid, startTime: readProcess(pid)?.startTime ?? -1 };
  } finally {
    closeSync(output);
  }
}

/**
 * Sends a signal to a process, and to its group when it leads one. Silently nothing when it is not
 * running any more.
 */
export function signal(id: ProcessId, name: NodeJS.Signals): void {
  const running = readProcess(id.pid);
  if (running?.startTime !== id.startTime) return;
  try {
    process.kill(running.group === id.pid ? -id.pid : id.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Ends processes: SIGTERM, and SIGKILL for those that are still there after `graceMs`. Returns when
 * all are gone.
 */
export async function terminate(ids: ProcessId[], graceMs = 8000): Promise<void> {
  ids.forEach(id => signal(id, 'SIGTERM'));
  if (await allGone(ids, graceMs)) return;
  ids.forEach(id => signal(id, 'SIGKILL'));
  if (await allGone(ids, 5000)) return;
  const left = ids.filter(isAlive).map(id => id.pid);
  throw new Error(`process ${left.join(', ')} could not be ended, not even with SIGKILL`);
}

async function allGone(ids: ProcessId[], timeoutMs: number): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  while (ids.some(isAlive)) {
    if (Date.now() > end) return false;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return true;
}

/** The last lines of a log, for error messages. */
export function tail(log: string, lines = 10): string {
  try {
    return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '(no log)';
  }
}

function keepSmall(log: string) {
  try {
    if (statSync(log).size > 20 * 1024 * 1024) renameSync(log, `${log}.1`);
  } catch {
    // there is none yet
  }
}

function inherited(): Record<string, string> {
  const names = [
    'PATH',
    'HOME',
    'USER',
    'LANG',
    'TMPDIR',
    'NODE_EXTRA_CA_CERTS',
    'SKUPPER_CONTROLLER',
    'SKUPPER_CRDS',
    'LAB_SKUPPER_KIND',
  ];
  return Object.fromEntries(names.flatMap(n => (process.env[n] ? [[n, process.env[n]!]] : [])));
}
