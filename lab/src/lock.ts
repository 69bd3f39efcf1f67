import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAlive, readProcess, type ProcessId } from './processes';

/**
 * Runs `work` while no other process holds the lock file. A lock left by a process that is gone is
 * taken over.
 * @param onWait called once when somebody else holds it
 */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
  options: { onWait?: (pid: number) => void; signal?: AbortSignal } = {},
): Promise<T> {
  let told = false;
  for (;;) {
    const lock = tryLock(file);
    if ('release' in lock) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    options.signal?.throwIfAborted();
    if (!told) options.onWait?.(lock.holder.pid);
    told = true;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

/**
 * Takes the lock, or says at once which process holds it. A lock left by a process that is gone is
 * taken over.
 */
export function tryLock(file: string): { release(): void } | { holder: ProcessId } {
  mkdirSync(dirname(file), { recursive: true });
  while (!take(file)) {
    const holder = read(file);
    if (holder && isAlive(holder)) return { holder };
    removeStale(file);
  }
  return { release: () => rmSync(file, { force: true }) };
}

let taken = 0;

/** The lock appears with its content in one go: it is written aside and linked. */
function take(file: string): boolean {
  const aside = `${file}.${process.pid}.${taken++}`;
  const me: ProcessId = { pid: process.pid, startTime: readProcess(process.pid)?.startTime ?? -1 };
  writeFileSync(aside, JSON.stringify(me));
  try {
    linkSync(aside, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(aside);
  }
}

/** Moves the lock away first, and puts it back when another process took it since we looked. */
function removeStale(file: string): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
    const holder = read(aside);
    if (holder && isAlive(holder)) linkSync(aside, file);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  rmSync(aside, { force: true });
}

function read(file: string): ProcessId | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessId;
  } catch {
    return undefined; // gone meanwhile
  }
}
