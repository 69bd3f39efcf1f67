import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAlive, readProcess, type ProcessId } from './processes';

/**
 * Runs `work` while no other process holds the lock file. A lock left by a process that is gone is taken over.
 * @param onWait called once when somebody else holds it
 */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
  options: { onWait?: (pid: number) => void; signal?: AbortSignal } = {},
): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    options.signal?.throwIfAborted();
    const holder = read(file);
    if (!holder || !isAlive(holder)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) options.onWait?.(holder.pid);
    told = true;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    const fd = openSync(file, 'wx');
    const me: ProcessId = {
      pid: process.pid,
      startTime: readProcess(process.pid)?.startTime ?? -1,
    };
    writeSync(fd, JSON.stringify(me));
    closeSync(fd);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

function read(file: string): ProcessId | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessId;
  } catch {
    return undefined; // gone meanwhile, or cut off by a crash
  }
}
