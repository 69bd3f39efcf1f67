import { conditionOf, KubernetesObject } from '../client';

/** What is looked at of a workload's state. */
interface WorkloadStatus extends Record<string, unknown> {
  phase?: string;
  message?: string;
  reason?: string;
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
  numberAvailable?: number;
  succeeded?: number;
}

type WorkloadSpec = {
  replicas?: number;
  completions?: number;
  paused?: boolean;
  suspend?: boolean;
  updateStrategy?: { type?: string; rollingUpdate?: { partition?: number } };
};

export type Workload = KubernetesObject<WorkloadSpec, WorkloadStatus>;

/** Kinds that run pods, with the version in which they are asked for. */
export const workloadKinds = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  ReplicaSet: 'apps/v1',
  ReplicationController: 'v1',
  Pod: 'v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
} as const;

export type WorkloadKind = keyof typeof workloadKinds;

export function isWorkload({ apiVersion, kind }: Pick<KubernetesObject, 'apiVersion' | 'kind'>) {
  return isWorkloadKind(kind) && apiVersion === workloadKinds[kind];
}

function isWorkloadKind(kind: string): kind is WorkloadKind {
  return Object.hasOwn(workloadKinds, kind);
}

/** How far a workload is. */
export interface WorkloadState {
  ready: boolean;
  /** For people: "1 of 2 replicas available". */
  seen: string;
  /** It will not become ready by waiting. */
  failed?: boolean;
  /** What people should know although it is ready. */
  note?: string;
}

type Judge = (workload: Workload) => WorkloadState;

function countsOf({ spec, status }: Workload): WorkloadStatus & { wanted: number } {
  return { ...(status as WorkloadStatus | undefined), wanted: spec?.replicas ?? 1 };
}

/** `ReplicaFailure`: the API server does not accept the pods (Pod Security, a quota). */
function refusedOf(workload: Workload): string | undefined {
  const failure = conditionOf(workload, 'ReplicaFailure');
  return failure?.status === 'True' ? failure.message : undefined;
}

const told = (...texts: (string | false | undefined)[]) => texts.filter(Boolean).join('; ');

/** Pods that are deleted by hand are made again from the newest template, all others are kept. */
function keptOld(old: number): string | undefined {
  if (old <= 0) return undefined;
  const pods = old === 1 ? '1 pod keeps' : `${old} pods keep`;
  return `${pods} the old version until deleted (updateStrategy OnDelete)`;
}

const replicaSet: Judge = workload => {
  const { wanted, availableReplicas = 0, replicas = 0 } = countsOf(workload);
  const ready = availableReplicas >= wanted && replicas <= wanted;
  const counts = `${availableReplicas} of ${wanted} replicas available`;
  return { ready, seen: told(counts, !ready && refusedOf(workload)) };
};

/**
 * As `kubectl rollout status` judges (kubectl 1.35, polymorphichelpers/rollout_status.go), which
 * knows no strategy `OnDelete`: that one is as far as its controller can bring it (cli-utils,
 * kstatus/status/core.go). Of kinds without a rollout, as kstatus; a Job has to be complete.
 */
const judges = {
  Deployment: workload => {
    const { wanted, updatedReplicas = 0, availableReplicas = 0, replicas = 0 } = countsOf(workload);
    const ready =
      updatedReplicas >= wanted && availableReplicas >= wanted && replicas <= updatedReplicas;
    const counts = `${availableReplicas} of ${wanted} replicas available, ${updatedReplicas} up to date`;
    if (ready) return { ready, seen: counts };
    const progress = conditionOf(workload, 'Progressing');
    const stuck = progress?.reason === 'ProgressDeadlineExceeded' && progress.message;
    const paused = workload.spec?.paused && 'the Deployment is paused (spec.paused)';
    return { ready, seen: told(counts, paused, refusedOf(workload), stuck) };
  },
  StatefulSet: workload => {
    const { wanted, readyReplicas = 0, updatedReplicas = 0, ...status } = countsOf(workload);
    const { availableReplicas: available = readyReplicas } = status;
    const { type, rollingUpdate } = workload.spec?.updateStrategy ?? {};
    const current = status.currentRevision === status.updateRevision || wanted === 0;
    const old = current ? 0 : wanted - updatedReplicas;
    const counts = `${available} of ${wanted} replicas available`;
    if (available < wanted) return { ready: false, seen: counts };
    if (type === 'OnDelete') return { ready: true, seen: counts, note: keptOld(old) };
    const { partition = 0 } = rollingUpdate ?? {};
    if (partition > 0) {
      const ready = current || updatedReplicas >= wanted - partition;
      const kept = old > 0 ? `${old} below the partition ${partition} keep the old version` : '';
      const note = kept && `${updatedReplicas} of ${wanted} replicas updated, ${kept}`;
      return { ready, seen: `${counts}, ${updatedReplicas} up to date`, ...(note && { note }) };
    }
    return { ready: current, seen: current ? counts : `${counts}, ${updatedReplicas} up to date` };
  },
  DaemonSet: workload => {
    const { desiredNumberScheduled: wanted = 0, updatedNumberScheduled: updated = 0 } =
      countsOf(workload);
    const { numberReady = 0, numberAvailable = numberReady } = countsOf(workload);
    const seen = `available on ${numberAvailable} of ${wanted} nodes, ${updated} up to date`;
    const available = numberAvailable >= wanted;
    if (available && wanted === 0) return { ready: true, seen, note: 'no node takes its pods' };
    return workload.spec?.updateStrategy?.type === 'OnDelete'
      ? { ready: available, seen, note: keptOld(wanted - updated) }
      : { ready: available && updated >= wanted, seen };
  },
  ReplicaSet: replicaSet,
  ReplicationController: replicaSet,
  Pod: workload => {
    const { phase = 'Pending', message, reason } = countsOf(workload);
    const ready = phase === 'Succeeded' || conditionOf(workload, 'Ready')?.status === 'True';
    const why = [reason, message].filter(Boolean).join(': ');
    const failed = phase === 'Failed';
    return { ready, seen: told(phase, !ready && why), ...(failed && { failed }) };
  },
  Job: workload => {
    const failed = conditionOf(workload, 'Failed');
    if (failed?.status === 'True') {
      return { ready: false, failed: true, seen: `failed: ${failed.message ?? failed.reason}` };
    }
    const ready = conditionOf(workload, 'Complete')?.status === 'True';
    const { succeeded = 0 } = countsOf(workload);
    const counts = `${succeeded} of ${workload.spec?.completions ?? 1} completed`;
    const suspended = workload.spec?.suspend && 'the Job is suspended (spec.suspend)';
    return { ready, seen: told(counts, !ready && suspended) };
  },
  CronJob: ({ spec }) => ({
    ready: true,
    seen: 'runs at its times',
    ...(spec?.suspend && { note: 'it is suspended (spec.suspend)' }),
  }),
} satisfies Record<WorkloadKind, Judge>;

/** Their controllers say which generation of the object their status is about. */
const withGeneration: readonly string[] = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
] satisfies WorkloadKind[];

/** Reads it from the object alone. */
export function workloadState(workload: Workload): WorkloadState {
  const { kind, metadata, status } = workload;
  if (!isWorkloadKind(kind)) return { ready: true, seen: '' };
  const observed = status?.observedGeneration ?? 0;
  if (withGeneration.includes(kind) && observed < (metadata.generation ?? 0)) {
    return { ready: false, seen: 'not looked at by its controller yet' };
  }
  return judges[kind](workload);
}
