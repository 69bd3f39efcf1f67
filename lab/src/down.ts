import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { terminate, type ProcessId } from './processes';
import { readState, running, writeState, type LabProcess } from './state';

/** A container's process, as a node agent records it in `pods/<name>.json`. */
export interface PodProcess extends ProcessId {
  /** File name without `.json`. */
  name: string;
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
  return files
    .filter(file => file.endsWith('.json'))
    .flatMap(file => {
      const process = parsePodProcess(join(dir, 'pods', file));
      return process ? [{ ...process, name: file.slice(0, -'.json'.length) }] : [];
    });
}

function parsePodProcess(file: string): Omit<PodProcess, 'name'> | undefined {
  try {
    const { pid, startTime, command } = JSON.parse(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && Number.isFinite(startTime)
      ? { pid, startTime, command }
      : undefined;
  } catch {
    return undefined; // removed meanwhile
  }
}

/**
 * Ends every process of a lab, pods' processes too: the node agents first, so that they restart nothing, etcd last.
 * The data stays unless `purge`.
 */
export async function takeDown(dir: string, instance: number, purge = false): Promise<void> {
  const state = readState(dir, instance);
  const processes = running(state);
  const is = (prefix: string) => (p: LabProcess) => p.name.startsWith(prefix);
  const pods = podProcesses(dir);
  await terminate(processes.filter(is('node-')));
  // an agent may have started one more just before it ended
  await terminate([
    ...pods,
    ...podProcesses(dir),
    ...processes.filter(is('kube-controller-manager-')),
  ]);
  await terminate(processes.filter(is('kube-apiserver-')));
  await terminate(processes);
  rmSync(join(dir, 'pods'), { recursive: true, force: true });
  if (purge) rmSync(dir, { recursive: true, force: true });
  else if (Object.keys(state.processes).length > 0) writeState(dir, { ...state, processes: {} });
}
