import { join } from 'node:path';
import type { ProcessPlan } from './cluster/commands';
import { requireFreePort } from './ports';
import { isAlive, launch, tail } from './processes';
import { CHECKOUT, writeState, type LabProcess, type LabState } from './state';

/** A lab's folder and its process table, kept up to date on disk. */
export interface Table {
  dir: string;
  state: LabState;
}

/**
 * Starts a process unless it is running, and enters it in the table.
 * @returns whether it was started now
 * @throws when its port is taken by somebody else
 */
export async function ensureProcess(table: Table, plan: ProcessPlan): Promise<boolean> {
  const known = table.state.processes[plan.name];
  if (known && isAlive(known)) return false;
  if (plan.port) await requireFreePort(plan.port, plan.purpose);
  const log = join(table.dir, 'logs', `${plan.name}.log`);
  const id = await launch({ command: plan.command, env: plan.env, log, cwd: CHECKOUT });
  const { name, cluster, port, command } = plan;
  const entry: LabProcess = {
    ...id,
    name,
    cluster,
    port,
    command,
    log,
    startedAt: new Date().toISOString(),
  };
  table.state.processes[name] = entry;
  writeState(table.dir, table.state);
  return true;
}

/** @throws when a process of the table has ended, with the end of its log */
export function requireAlive(table: Table, name: string): void {
  const entry = table.state.processes[name];
  if (entry && isAlive(entry)) return;
  throw new Error(`${name} has ended. The end of ${entry?.log}:\n${entry ? tail(entry.log) : ''}`);
}
