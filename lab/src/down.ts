import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { podProcesses } from './podProcesses';
import { terminate } from './processes';
import { readState, running, writeState, type LabProcess } from './state';

/**
 * An API server waits up to a minute for clients that watch; it stops answering at once, and what
 * it has answered is in etcd, so nothing is lost by not waiting for them.
 */
export const API_SERVER_GRACE_MS = 2000;

/**
 * Ends every process of a lab, pods' processes too: the node agents first, so that they restart
 * nothing, etcd last. The data stays unless `purge`.
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
  await terminate(processes.filter(is('kube-apiserver-')), API_SERVER_GRACE_MS);
  await terminate(processes);
  rmSync(join(dir, 'pods'), { recursive: true, force: true });
  if (purge) rmSync(dir, { recursive: true, force: true });
  else if (Object.keys(state.processes).length > 0) writeState(dir, { ...state, processes: {} });
}
