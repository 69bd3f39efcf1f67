import { ClusterClient, conditionOf, KubernetesObject, nameOf } from '../client';

/** What is looked at of a workload's state. */
interface WorkloadStatus extends Record<string, unknown> {
  observedGeneration?: number;
  replicas?: number;
  updatedReplicas?: number;
  readyReplicas?: number;
  availableReplicas?: number;
  currentRevision?: string;
  updateRevision?: string;
  desiredNumberScheduled?: number;
  updatedNumberScheduled?: number;
  numberReady?: number;
  succeeded?: number;
}

export type Workload = KubernetesObject<
  { replicas?: number; completions?: number; selector?: { matchLabels?: Record<string, string> } },
  WorkloadStatus
>;

const groups = {
  Deployment: 'apps',
  StatefulSet: 'apps',
  DaemonSet: 'apps',
  Job: 'batch',
} as const;

type WorkloadKind = keyof typeof groups;

/** Kinds whose readiness is waited for. */
export const workloadKinds: Readonly<Record<string, string>> = groups;

export function isWorkload({ apiVersion, kind }: Pick<KubernetesObject, 'apiVersion' | 'kind'>) {
  return isWorkloadKind(kind) && apiVersion.startsWith(`${groups[kind]}/`);
}

function isWorkloadKind(kind: string): kind is WorkloadKind {
  return Object.hasOwn(groups, kind);
}

/** How far a workload is. `failed`: it will not become ready by waiting. */
export interface WorkloadState {
  ready: boolean;
  /** For people: "1 of 2 replicas available". */
  seen: string;
  failed?: boolean;
}

function countsOf({ spec, status }: Workload): WorkloadStatus & { wanted: number } {
  return { ...(status as WorkloadStatus | undefined), wanted: spec?.replicas ?? 1 };
}

const states: Record<WorkloadKind, (workload: Workload) => WorkloadState> = {
  Deployment: workload => {
    const { wanted, updatedReplicas = 0, availableReplicas = 0, replicas = 0 } = countsOf(workload);
    const ready =
      updatedReplicas >= wanted && availableReplicas >= wanted && replicas <= updatedReplicas;
    // Pods that the API server does not accept: a Pod Security Standard, a quota.
    const refused = ready ? undefined : conditionOf(workload, 'ReplicaFailure')?.message;
    const counts = `${availableReplicas} of ${wanted} replicas available, ${updatedReplicas} up to date`;
    return { ready, seen: refused ? `${counts}; ${refused}` : counts };
  },
  StatefulSet: workload => {
    const { wanted, readyReplicas = 0, currentRevision, updateRevision } = countsOf(workload);
    const current = currentRevision === updateRevision;
    const ready = readyReplicas >= wanted && (current || wanted === 0);
    return {
      ready,
      seen: `${readyReplicas} of ${wanted} replicas ready${current ? '' : ', some of them old'}`,
    };
  },
  DaemonSet: workload => {
    const {
      desiredNumberScheduled = 0,
      updatedNumberScheduled = 0,
      numberReady = 0,
    } = countsOf(workload);
    const ready =
      numberReady >= desiredNumberScheduled && updatedNumberScheduled >= desiredNumberScheduled;
    return { ready, seen: `ready on ${numberReady} of ${desiredNumberScheduled} nodes` };
  },
  Job: workload => {
    const failed = conditionOf(workload, 'Failed');
    if (failed?.status === 'True') {
      return { ready: false, failed: true, seen: `failed: ${failed.message ?? failed.reason}` };
    }
    const ready = conditionOf(workload, 'Complete')?.status === 'True';
    const { succeeded = 0 } = countsOf(workload);
    return { ready, seen: `${succeeded} of ${workload.spec?.completions ?? 1} completed` };
  },
};

/** Reads it from the object alone. */
export function workloadState(workload: Workload): WorkloadState {
  const { kind, metadata, status } = workload;
  if (!isWorkloadKind(kind)) return { ready: true, seen: '' };
  if (kind !== 'Job' && (status?.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    return { ready: false, seen: 'not looked at by its controller yet' };
  }
  return states[kind](workload);
}

interface Waiting {
  reason?: string;
  message?: string;
}

type Pod = KubernetesObject<
  Record<string, unknown>,
  {
    phase?: string;
    containerStatuses?: { name: string; state?: { waiting?: Waiting; terminated?: Waiting } }[];
    initContainerStatuses?: { name: string; state?: { waiting?: Waiting; terminated?: Waiting } }[];
  }
>;

/** Why a workload's pods are not running, if they say so; for people. */
export async function podTrouble(client: ClusterClient, workload: Workload): Promise<string> {
  const labels = Object.entries(workload.spec?.selector?.matchLabels ?? {});
  if (labels.length === 0) return '';
  const pods = await client.list<Pod>(
    { apiVersion: 'v1', kind: 'Pod' },
    {
      namespace: workload.metadata.namespace,
      labelSelector: labels.map(pair => pair.join('=')).join(','),
    },
  );
  return pods.map(troubleOf).find(Boolean) ?? '';
}

export function troubleOf(pod: Pod): string {
  const { status } = pod;
  const unscheduled = status?.conditions?.find(
    c => c.type === 'PodScheduled' && c.status === 'False',
  );
  if (unscheduled)
    return `${nameOf(pod)} is not scheduled: ${unscheduled.message ?? unscheduled.reason}`;
  for (const container of [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
  ]) {
    const { reason, message } = container.state?.waiting ?? {};
    if (reason && reason !== 'ContainerCreating' && reason !== 'PodInitializing') {
      return `${nameOf(pod)}, container ${container.name}: ${reason}${message ? ` (${message})` : ''}`;
    }
  }
  return '';
}
