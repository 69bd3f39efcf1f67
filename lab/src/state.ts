import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkInstance } from './addresses';
import { isAlive, type ProcessId } from './processes';

/** A process of the lab, as `lab.json` remembers it. */
export interface LabProcess extends ProcessId {
  name: string;
  /** The cluster that it belongs to; none for etcd. */
  cluster?: string;
  port?: number;
  command: string[];
  log: string;
  startedAt: string;
  /** Set by `stop`: it is meant to be down. */
  stopped?: boolean;
}

/** What `lab.json` in the state folder holds. */
export interface LabState {
  version: 1;
  instance: number;
  /** Pids and start times mean nothing after a restart of the computer. */
  bootId: string;
  clusters: string[];
  processes: Record<string, LabProcess>;
}

/** The checkout. The lab only ever runs from its source. */
// eslint-disable-next-line no-restricted-syntax
export const CHECKOUT = resolve(__dirname, '..', '..');

/** State folder of an instance: `.lab/<instance>` in the checkout, or `INTERCONNECT_LAB_DIR`. */
export function stateDirectory(instance: number): string {
  return resolve(
    process.env.INTERCONNECT_LAB_DIR || join(CHECKOUT, '.lab', String(checkInstance(instance))),
  );
}

/** A lab that was never started, or was purged. */
export function emptyState(instance: number): LabState {
  return { version: 1, instance, bootId: bootId(), clusters: [], processes: {} };
}

/**
 * Reads `lab.json`; an empty state when there is none. Processes of an earlier boot are forgotten.
 * @throws when the folder holds another instance or a file that is not ours
 */
export function readState(dir: string, instance: number): LabState {
  const file = join(dir, 'lab.json');
  if (!existsSync(file)) return emptyState(instance);
  let state: LabState;
  try {
    state = JSON.parse(readFileSync(file, 'utf8')) as LabState;
  } catch (error) {
    throw new Error(
      `${file} is not JSON (${(error as Error).message}); remove the folder to start over`,
    );
  }
  if (state.version !== 1 || !state.processes || !Array.isArray(state.clusters)) {
    throw new Error(
      `${file} was not written by this version of the lab; remove the folder to start over`,
    );
  }
  if (state.instance !== instance) {
    throw new Error(
      `${dir} holds lab instance ${state.instance}, not ${instance}; unset INTERCONNECT_LAB_DIR or name instance ${state.instance}`,
    );
  }
  return state.bootId === bootId() ? state : { ...state, bootId: bootId(), processes: {} };
}

/** Writes `lab.json` in one go: a reader sees the old or the new one. */
export function writeState(dir: string, state: LabState): void {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'lab.json');
  writeFileSync(`${file}.${process.pid}`, `${JSON.stringify(state, null, 2)}\n`);
  renameSync(`${file}.${process.pid}`, file);
}

/** Processes of the table that are running. */
export function running(state: LabState): LabProcess[] {
  return Object.values(state.processes).filter(isAlive);
}

/** @throws names the clusters that there are when `cluster` is none of them */
export function requireCluster(clusters: string[], cluster: string): string {
  if (clusters.includes(cluster)) return cluster;
  throw new Error(`"${cluster}" is no cluster of this lab; there are ${clusters.join(', ')}`);
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
