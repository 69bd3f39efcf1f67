import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { terminate, type ProcessId } from '../../processes';

/** One running container, as `pods/<pod uid>.<container>.json` in the lab's folder remembers it. */
export interface ProcessRecord extends ProcessId {
  command: string[];
  cluster: string;
}

const fileOf = (dir: string, uid: string, container: string) =>
  join(dir, `${uid}.${container}.json`);

/** Remembers a process, so that `lab down` or the next agent can end it. */
export function writeRecord(
  dir: string,
  uid: string,
  container: string,
  record: ProcessRecord,
): void {
  mkdirSync(dir, { recursive: true });
  const file = fileOf(dir, uid, container);
  writeFileSync(`${file}.new`, `${JSON.stringify(record)}\n`);
  renameSync(`${file}.new`, file);
}

/** Forgets a process that has ended. */
export function removeRecord(dir: string, uid: string, container: string): void {
  rmSync(fileOf(dir, uid, container), { force: true });
}

/** Ends what an earlier agent of this cluster has left running: no pod may have two processes. */
export async function endLeftovers(dir: string, cluster: string): Promise<number> {
  const left = recordsOf(dir, cluster);
  await terminate(
    left.map(({ record }) => record),
    3000,
  );
  left.forEach(({ file }) => rmSync(file, { force: true }));
  return left.length;
}

function recordsOf(dir: string, cluster: string): { file: string; record: ProcessRecord }[] {
  let names: string[];
  try {
    names = readdirSync(dir);
  } catch {
    return [];
  }
  return names
    .filter(name => name.endsWith('.json'))
    .map(name => join(dir, name))
    .flatMap(file => {
      try {
        const record = JSON.parse(readFileSync(file, 'utf8')) as ProcessRecord;
        return record.cluster === cluster ? [{ file, record }] : [];
      } catch {
        return [];
      }
    });
}
