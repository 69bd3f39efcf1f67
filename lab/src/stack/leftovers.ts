import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isAlive, ProcessId, terminate } from '../processes';

const fileOf = (dir: string) => join(dir, 'processes.json');

function read(dir: string): ProcessId[] {
  const file = fileOf(dir);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ProcessId[]) : [];
}

/**
 * Notes a process of the stack, so that the next start ends it if this one is killed before it
 * could.
 */
export function remember(dir: string, id: ProcessId): void {
  mkdirSync(dirname(fileOf(dir)), { recursive: true });
  writeFileSync(fileOf(dir), JSON.stringify([...read(dir).filter(isAlive), id]));
}

/** Ends what a killed run left behind; resolves to how many processes that were. */
export async function endLeftovers(dir: string): Promise<number> {
  const left = read(dir).filter(isAlive);
  await terminate(left);
  rmSync(fileOf(dir), { force: true });
  return left.length;
}
