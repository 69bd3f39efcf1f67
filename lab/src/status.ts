import { apiServerPort, clusterNumber } from './addresses';
import { apiServerName } from './cluster/commands';
import { apiGetJson, isReady } from './cluster/request';
import { podProcesses, type PodProcess } from './podProcesses';
import { isAlive } from './processes';
import { readState, stateDirectory, type LabProcess } from './state';

/** The node agent puts this annotation on a pod that it reports Ready without running anything. */
const NO_PROCESS_ANNOTATION = 'lab.interconnect/stand-in';

/** A process of the table. */
export interface ProcessStatus {
  name: string;
  pid: number;
  port?: number;
  /** `Stopped` on purpose by `stop`; `Ended` by itself or by `kill`. */
  state: 'Running' | 'Stopped' | 'Ended';
  log: string;
}

/** A pod of a cluster. */
export interface PodStatus {
  namespace: string;
  name: string;
  phase: string;
  ready: boolean;
  restarts: number;
  images: string[];
  /** False when the lab reports it without running anything. */
  process: boolean;
  /** Processes of its containers that are running now. */
  pids: number[];
  /** Why it is not ready, as far as the cluster says it. */
  message?: string;
}

/** A cluster; `pods` is unknown while its API server does not answer. */
export interface ClusterStatus {
  name: string;
  server: string;
  state: 'Ready' | 'NotReady' | 'Stopped' | 'Down';
  pods?: PodStatus[];
}

/** What `status` says about a lab. */
export interface LabStatus {
  instance: number;
  dir: string;
  clusters: ClusterStatus[];
  processes: ProcessStatus[];
}

/** Looks at a lab, whether it runs or not. */
export async function readStatus(instance: number): Promise<LabStatus> {
  const dir = stateDirectory(instance);
  const state = readState(dir, instance);
  const processes = Object.values(state.processes).map(processStatus);
  const containers = podProcesses(dir).filter(isAlive);
  const clusters = state.clusters.map(async (cluster): Promise<ClusterStatus> => {
    const server = `https://127.0.0.1:${apiServerPort(instance, clusterNumber(cluster))}`;
    const api = processes.find(p => p.name === apiServerName(cluster));
    if (api?.state !== 'Running') {
      return { name: cluster, server, state: api?.state === 'Stopped' ? 'Stopped' : 'Down' };
    }
    const target = { dir, instance, cluster };
    if (!(await isReady(target))) return { name: cluster, server, state: 'NotReady' };
    const pods = await apiGetJson<{ items: Pod[] }>(target, '/api/v1/pods');
    return {
      name: cluster,
      server,
      state: 'Ready',
      pods: pods.items.map(pod => podStatus(pod, containers)),
    };
  });
  return { instance, dir, processes, clusters: await Promise.all(clusters) };
}

function processStatus(p: LabProcess): ProcessStatus {
  const ended = p.stopped ? 'Stopped' : 'Ended';
  return {
    name: p.name,
    pid: p.pid,
    port: p.port,
    log: p.log,
    state: isAlive(p) ? 'Running' : ended,
  };
}

/** The part of a Pod that {@link podStatus} reads. */
export interface Pod {
  metadata: {
    namespace: string;
    name: string;
    uid: string;
    annotations?: Record<string, string>;
    deletionTimestamp?: string;
  };
  spec: { containers: { image?: string }[] };
  status?: {
    phase?: string;
    conditions?: { type: string; status: string; message?: string }[];
    containerStatuses?: {
      restartCount: number;
      state?: { waiting?: { reason?: string; message?: string } };
    }[];
  };
}

/** What a person wants to know about a pod. */
export function podStatus(
  { metadata, spec, status = {} }: Pod,
  processes: PodProcess[] = [],
): PodStatus {
  const containers = status.containerStatuses ?? [];
  const ready = status.conditions?.find(c => c.type === 'Ready');
  const waiting = containers.map(c => c.state?.waiting).find(Boolean);
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    phase: metadata.deletionTimestamp ? 'Terminating' : (status.phase ?? 'Pending'),
    ready: ready?.status === 'True',
    restarts: containers.reduce((sum, c) => sum + c.restartCount, 0),
    images: spec.containers.map(c => c.image ?? ''),
    process: metadata.annotations?.[NO_PROCESS_ANNOTATION] === undefined,
    pids: processes.filter(p => p.podUid === metadata.uid).map(p => p.pid),
    message:
      waiting?.message ??
      waiting?.reason ??
      (ready?.status === 'True' ? undefined : ready?.message),
  };
}
