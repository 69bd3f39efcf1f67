import type { V1Pod } from '@kubernetes/client-node';

/** State of a container as the API has it. Times are ISO 8601. */
export type ContainerState =
  | { waiting: { reason: string; message?: string } }
  | { running: { startedAt: string } }
  | {
      terminated: {
        exitCode: number;
        reason: string;
        message?: string;
        startedAt: string;
        finishedAt: string;
      };
    };

/** One container, as the agent sees it. */
export interface ContainerView {
  name: string;
  image: string;
  state: ContainerState;
  lastState?: ContainerState;
  ready: boolean;
  restartCount: number;
  /** It has ended, and its pod's restart policy does not start it again. */
  finished: boolean;
  /** An init container that goes on running beside the others. */
  sidecar?: boolean;
}

/** What a pod's status is made of. */
export interface PodView {
  podIP: string;
  hostIP: string;
  /** When the agent took the pod. */
  startTime: string;
  init: ContainerView[];
  containers: ContainerView[];
}

interface Condition {
  type: string;
  status: 'True' | 'False';
  reason?: string;
  message?: string;
  lastTransitionTime: string;
}

const exitCode = ({ state }: ContainerView) =>
  'terminated' in state ? state.terminated.exitCode : undefined;

/** Whether the pod need not wait for this init container any longer. */
export function isInitialized(container: ContainerView): boolean {
  return container.sidecar
    ? 'running' in container.state
    : container.finished && exitCode(container) === 0;
}

/**
 * The status of a pod, from what its containers really do. Conditions that did not change keep
 * their time.
 */
export function podStatus(pod: V1Pod, view: PodView, now = new Date()) {
  const { init, containers } = view;
  const initialized = init.every(isInitialized);
  const initFailed = init.some(c => c.finished && exitCode(c) !== 0);
  const unready = [...init.filter(c => c.sidecar), ...containers]
    .filter(c => !c.ready)
    .map(c => c.name);
  const finished = initialized && containers.every(c => c.finished);
  const started = containers.some(c => !('waiting' in c.state) || c.lastState);
  const succeeded = finished && containers.every(c => exitCode(c) === 0);

  let phase = 'Pending';
  if (initFailed || (finished && !succeeded)) phase = 'Failed';
  else if (finished) phase = 'Succeeded';
  else if (initialized && started) phase = 'Running';

  const notReady = {
    status: 'False' as const,
    reason: succeeded ? 'PodCompleted' : 'ContainersNotReady',
    message: `containers with unready status: [${unready.join(' ')}]`,
  };
  const containersReady = unready.length === 0 ? { status: 'True' as const } : notReady;
  const gates = missingGates(pod);
  const conditions = [
    { type: 'PodScheduled', status: 'True' as const },
    initialized
      ? { type: 'Initialized', status: 'True' as const }
      : {
          type: 'Initialized',
          status: 'False' as const,
          reason: 'ContainersNotInitialized',
          message: 'init containers have not ended',
        },
    { type: 'ContainersReady', ...containersReady },
    {
      type: 'Ready',
      ...(containersReady.status === 'True' && gates.length > 0
        ? {
            status: 'False' as const,
            reason: 'ReadinessGatesNotReady',
            message: `conditions not True: ${gates.join(', ')}`,
          }
        : containersReady),
    },
  ].map(condition => withTime(pod, condition, now));

  return {
    phase,
    hostIP: view.hostIP,
    hostIPs: [{ ip: view.hostIP }],
    podIP: view.podIP,
    podIPs: [{ ip: view.podIP }],
    startTime: view.startTime,
    conditions: [...foreignConditions(pod), ...conditions],
    containerStatuses: containers.map(c => containerStatus(pod, c)),
    ...(init.length > 0 && {
      initContainerStatuses: init.map(c => containerStatus(pod, { ...c, ready: isInitialized(c) })),
    }),
  };
}

function containerStatus(pod: V1Pod, container: ContainerView) {
  const { name, image, state, lastState, ready, restartCount } = container;
  const id = `lab://${pod.metadata?.uid}/${name}/${restartCount}`;
  return {
    name,
    image,
    imageID: image,
    ...(!('waiting' in state) && { containerID: id }),
    state,
    lastState: lastState ?? {},
    ready,
    started: 'running' in state,
    restartCount,
  };
}

function withTime(pod: V1Pod, condition: Omit<Condition, 'lastTransitionTime'>, now: Date) {
  const before = pod.status?.conditions?.find(c => c.type === condition.type);
  const same = before?.status === condition.status && before.lastTransitionTime;
  return { ...condition, lastTransitionTime: same || now.toISOString() };
}

const OWN = ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'];

/** Conditions that somebody else wrote (readiness gates, for instance) stay. */
function foreignConditions(pod: V1Pod) {
  return (pod.status?.conditions ?? []).filter(c => !OWN.includes(c.type));
}

function missingGates(pod: V1Pod): string[] {
  const gates = pod.spec?.readinessGates?.map(g => g.conditionType) ?? [];
  const isTrue = (type: string) =>
    pod.status?.conditions?.some(c => c.type === type && c.status === 'True');
  return gates.filter(type => !isTrue(type));
}
