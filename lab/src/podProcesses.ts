import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessId } from './processes';

/** A container's process, as a node agent records it in `pods/<pod uid>.<container>.json`. */
export interface PodProcess extends ProcessId {
  podUid: string;
  container: string;
  command: string[];
}

/** Processes that node agents have recorded; those that are gone may still be among them. */
export function podProcesses(dir: string): PodProcess[] {
  let files: string[];
  try {
    files = readdirSync(join(dir, 'pods'));
  } catch {
    return [];
  }
  return files.flatMap(file => {
    const [, podUid, container] = /^([^.]+)\.(.+)\.json$/.exec(file) ?? [];
    const process = container ? parsePodProcess(join(dir, 'pods', file)) : undefined;
    return process ? [{ ...process, podUid, container }] : [];
  });
}

function parsePodProcess(file: string): (ProcessId & { command: string[] }) | undefined {
  try {
    const { pid, startTime, command } = JSON.parse(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && Number.isFinite(startTime)
      ? { pid, startTime, command }
      : undefined;
  } catch {
    return undefined; // removed meanwhile
  }
}
