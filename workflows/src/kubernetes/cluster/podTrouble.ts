import { ClusterClient, isFailure, KubernetesObject, nameOf } from '../client';
import type { Workload } from './workloads';

interface Terminated {
  exitCode?: number;
  signal?: number;
  reason?: string;
  /** What the program left as its last words: its termination message. */
  message?: string;
}

interface ContainerStatus {
  name: string;
  ready?: boolean;
  restartCount?: number;
  state?: {
    waiting?: { reason?: string; message?: string };
    running?: object;
    terminated?: Terminated;
  };
  lastState?: { terminated?: Terminated };
}

export type Pod = KubernetesObject<
  Record<string, unknown>,
  {
    phase?: string;
    containerStatuses?: ContainerStatus[];
    initContainerStatuses?: ContainerStatus[];
  }
>;

interface Event extends KubernetesObject {
  type?: string;
  reason?: string;
  message?: string;
  lastTimestamp?: string;
  eventTime?: string;
  involvedObject?: { uid?: string };
}

/** What a namespace shows of what runs in it. */
interface Surroundings {
  pods: Pod[];
  replicaSets: KubernetesObject[];
  /** Warnings there; asked for at most once, and none where they may not be listed. */
  events(): Promise<Event[]>;
}

/** Longest text that is told of one event or of a container's last words, in characters. */
const maxText = 300;

/**
 * Pods and ReplicaSets of a namespace.
 *
 * @throws failure `Forbidden` where pods may not be listed; ReplicaSets are left out where they may
 * not be
 */
export async function readSurroundings(
  client: ClusterClient,
  namespace: string | undefined,
): Promise<Surroundings> {
  const [pods, replicaSets] = await Promise.all([
    client.list<Pod>({ apiVersion: 'v1', kind: 'Pod' }, { namespace }),
    whereAllowed(client.list({ apiVersion: 'apps/v1', kind: 'ReplicaSet' }, { namespace })),
  ]);
  let events: Promise<Event[]> | undefined;
  return {
    pods,
    replicaSets,
    events: () =>
      (events ??= whereAllowed(
        client.list<Event>(
          { apiVersion: 'v1', kind: 'Event' },
          { namespace, fieldSelector: 'type=Warning' },
        ),
      )),
  };
}

async function whereAllowed<T>(list: Promise<T[]>): Promise<T[]> {
  return list.catch(error => {
    if (isFailure(error, 'forbidden')) return [];
    throw error;
  });
}

const ownerUid = ({ metadata }: KubernetesObject) =>
  metadata.ownerReferences?.find(({ controller }) => controller)?.uid;

const revisionOf = ({ metadata }: KubernetesObject) =>
  Number(metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);

/** The ReplicaSet that a Deployment rolls out now. */
function newestReplicaSet(workload: Workload, { replicaSets }: Pick<Surroundings, 'replicaSets'>) {
  return replicaSets
    .filter(set => ownerUid(set) === workload.metadata.uid)
    .sort((a, b) => revisionOf(b) - revisionOf(a))
    .at(0);
}

/** A workload's pods; a Deployment's, those of its newest version. */
export function podsOf(
  workload: Workload,
  around: Pick<Surroundings, 'pods' | 'replicaSets'>,
): Pod[] {
  const { kind, metadata } = workload;
  if (kind === 'Pod') return [workload as Pod];
  const owner = kind === 'Deployment' ? newestReplicaSet(workload, around) : workload;
  const alive = around.pods.filter(pod => !pod.metadata.deletionTimestamp);
  if (owner) return alive.filter(pod => ownerUid(pod) === owner.metadata.uid);
  // ReplicaSets cannot be seen: their names are that of the Deployment with a hash.
  const ofDeployment = new RegExp(`^${metadata.name}-[a-z0-9]+$`);
  return alive.filter(pod =>
    pod.metadata.ownerReferences?.some(
      ref => ref.kind === 'ReplicaSet' && ofDeployment.test(ref.name),
    ),
  );
}

export function containersOf({ status }: Pod): ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}

/** Why a workload's pods are missing or do not run, in the cluster's own words; for people. */
export async function podTrouble(client: ClusterClient, workload: Workload): Promise<string> {
  const { namespace } = workload.metadata;
  return troubleAmong(workload, await readSurroundings(client, namespace));
}

/** The same, of what has been read just now. Asks for the events of what does not run. */
export async function troubleAmong(workload: Workload, around: Surroundings): Promise<string> {
  const { uid } = workload.metadata;
  const pods = podsOf(workload, around);
  const told = pods.map(stateTrouble).find(Boolean);
  if (told) return told;
  const events = await around.events();
  const waiting = pods.filter(pod => !isReady(pod));
  for (const pod of waiting) {
    const event = newestOf(events, pod.metadata.uid);
    if (event) return `${nameOf(pod)}: ${event}`;
  }
  if (waiting.length > 0) return waiting.map(readinessTrouble).find(Boolean) ?? '';
  const set = newestReplicaSet(workload, around);
  return newestOf(events, set?.metadata.uid) || newestOf(events, uid);
}

/** What the probe says for which a pod's containers are ended; empty when none failed. */
export async function probeTrouble({ metadata }: Pod, around: Surroundings): Promise<string> {
  const ending = (await around.events()).filter(
    ({ reason, message = '' }) =>
      reason === 'Unhealthy' && /^(Liveness|Startup) probe /.test(message),
  );
  return newestOf(ending, metadata.uid);
}

function newestOf(events: readonly Event[], uid: string | undefined): string {
  const timeOf = (event: Event) => event.lastTimestamp ?? event.eventTime ?? '';
  const [newest] = events
    .filter(event => uid !== undefined && event.involvedObject?.uid === uid)
    .sort((a, b) => timeOf(b).localeCompare(timeOf(a)));
  return newest ? `${newest.reason}: ${beginningOf(newest.message ?? '')}` : '';
}

function isReady({ status }: Pod): boolean {
  return (
    status?.phase === 'Succeeded' ||
    status?.conditions?.some(c => c.type === 'Ready' && c.status === 'True') === true
  );
}

/** What its own status says of a pod that cannot run. */
export function stateTrouble(pod: Pod): string {
  const unscheduled = pod.status?.conditions?.find(
    c => c.type === 'PodScheduled' && c.status === 'False',
  );
  if (unscheduled)
    return `${nameOf(pod)} is not scheduled: ${unscheduled.message ?? unscheduled.reason}`;
  for (const container of containersOf(pod)) {
    const { reason, message } = container.state?.waiting ?? {};
    const starts = !reason || reason === 'ContainerCreating' || reason === 'PodInitializing';
    const texts = [
      starts ? '' : `${reason}${message ? ` (${beginningOf(message)})` : ''}`,
      endOf(container),
    ].filter(Boolean);
    if (texts.length > 0) return `${nameOf(pod)}, container ${container.name}: ${texts.join('; ')}`;
  }
  return '';
}

/**
 * "ended with exit code 1 (Error), restarted 3 times"; empty for a container that runs or has done
 * its work.
 */
export function endOf({ state, lastState, restartCount = 0 }: ContainerStatus): string {
  const end = state?.terminated ?? (state?.waiting && lastState?.terminated);
  if (!end || (state?.terminated && end.exitCode === 0)) return '';
  const why = end.reason && end.reason !== 'Completed' ? ` (${end.reason})` : '';
  const times = restartCount === 1 ? 'once' : `${restartCount} times`;
  return [
    `ended with exit code ${end.exitCode}${why}`,
    restartCount > 0 && `, restarted ${times}`,
    end.message && `: ${endingOf(end.message.trim())}`,
  ]
    .filter(Boolean)
    .join('');
}

function readinessTrouble(pod: Pod): string {
  const runs = pod.status?.containerStatuses?.some(({ state }) => state?.running);
  const ready = pod.status?.conditions?.find(c => c.type === 'Ready' && c.status === 'False');
  return runs && ready?.message ? `${nameOf(pod)}: ${ready.message}` : '';
}

/** Of what Kubernetes says, the beginning says most. */
function beginningOf(text: string): string {
  return text.length > maxText ? `${text.slice(0, maxText)}…` : text;
}

/** Of what a program prints, the last line says most. */
export function endingOf(text: string): string {
  return text.length > maxText ? `…${text.slice(-maxText)}` : text;
}
