import {
  isWorkload,
  type Workload,
  type WorkloadKind,
  workloadKinds,
  workloadState,
} from './workloads';

function workload(kind: string, spec: object, status: object = {}): Workload {
  return {
    apiVersion: workloadKinds[kind as WorkloadKind],
    kind,
    metadata: { name: 'a', namespace: 'shop', generation: 2 },
    spec,
    status: { observedGeneration: 2, ...status },
  };
}

const rolled = { updatedReplicas: 2, availableReplicas: 2, replicas: 2 };
const oneRevision = { currentRevision: 'a', updateRevision: 'a' };
const newRevision = { currentRevision: 'a', updateRevision: 'b' };
const onDelete = { updateStrategy: { type: 'OnDelete' } };
const partition = (number: number) => ({
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: number } },
});
const condition = (type: string, status = 'True') => ({ conditions: [{ type, status }] });

it.each<[string, string, object, object, boolean]>([
  ['a Deployment that is rolled out', 'Deployment', { replicas: 2 }, rolled, true],
  ['one with an old pod left', 'Deployment', { replicas: 2 }, { ...rolled, replicas: 3 }, false],
  ['too few available', 'Deployment', { replicas: 2 }, { ...rolled, availableReplicas: 1 }, false],
  ['not looked at yet', 'Deployment', { replicas: 2 }, { ...rolled, observedGeneration: 1 }, false],
  ['one that wants no replicas', 'Deployment', { replicas: 0 }, {}, true],
  ['one that is paused and new', 'Deployment', { paused: true }, {}, false],
  [
    'one that was paused after its rollout',
    'Deployment',
    { replicas: 2, paused: true },
    rolled,
    true,
  ],
  ['a StatefulSet', 'StatefulSet', {}, { readyReplicas: 1, ...oneRevision }, true],
  [
    'one that is ready and not yet available (minReadySeconds)',
    'StatefulSet',
    { minReadySeconds: 10 },
    { readyReplicas: 1, availableReplicas: 0, ...oneRevision },
    false,
  ],
  ['one half updated', 'StatefulSet', {}, { readyReplicas: 1, ...newRevision }, false],
  ['an old one, OnDelete', 'StatefulSet', onDelete, { readyReplicas: 1, ...newRevision }, true],
  ['OnDelete without its pod', 'StatefulSet', onDelete, { ...oneRevision }, false],
  [
    'updated down to its partition',
    'StatefulSet',
    { replicas: 3, ...partition(2) },
    { readyReplicas: 3, updatedReplicas: 1, ...newRevision },
    true,
  ],
  [
    'not yet updated down to its partition',
    'StatefulSet',
    { replicas: 3, ...partition(1) },
    { readyReplicas: 3, updatedReplicas: 1, ...newRevision },
    false,
  ],
  [
    'a DaemonSet',
    'DaemonSet',
    {},
    { desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberReady: 2, numberAvailable: 2 },
    true,
  ],
  [
    'one on one node of two',
    'DaemonSet',
    {},
    { desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberReady: 1 },
    false,
  ],
  [
    'one with an old pod',
    'DaemonSet',
    {},
    { desiredNumberScheduled: 2, updatedNumberScheduled: 1, numberReady: 2 },
    false,
  ],
  [
    'the same, OnDelete',
    'DaemonSet',
    onDelete,
    { desiredNumberScheduled: 2, updatedNumberScheduled: 1, numberReady: 2 },
    true,
  ],
  ['a ReplicaSet', 'ReplicaSet', {}, { replicas: 1, availableReplicas: 1 }, true],
  ['one without its pod', 'ReplicaSet', {}, { replicas: 1 }, false],
  ['a ReplicationController', 'ReplicationController', {}, { availableReplicas: 1 }, true],
  [
    'one with a pod too many',
    'ReplicationController',
    {},
    { replicas: 2, availableReplicas: 2 },
    false,
  ],
  ['a Job that is complete', 'Job', {}, condition('Complete'), true],
  ['one that is not', 'Job', {}, {}, false],
  ['a CronJob', 'CronJob', {}, {}, true],
  ['a Pod that is Ready', 'Pod', {}, { phase: 'Running', ...condition('Ready') }, true],
  [
    'one that runs and is not',
    'Pod',
    {},
    { phase: 'Running', ...condition('Ready', 'False') },
    false,
  ],
  ['one that has done its work', 'Pod', {}, { phase: 'Succeeded' }, true],
  ['one that nobody has looked at', 'Pod', {}, {}, false],
])('%s: %s', (_, kind, spec, status, ready) => {
  expect(workloadState(workload(kind, spec, status)).ready).toBe(ready);
});

it('says why the API server does not accept pods', () => {
  const message = 'pods "a" is forbidden: violates PodSecurity "restricted:latest"';
  const conditions = [{ type: 'ReplicaFailure', status: 'True', message }];
  expect(workloadState(workload('Deployment', {}, { conditions })).seen).toBe(
    `0 of 1 replicas available, 0 up to date; ${message}`,
  );
  expect(workloadState(workload('ReplicaSet', {}, { conditions })).seen).toBe(
    `0 of 1 replicas available; ${message}`,
  );
});

it.each([
  ['Deployment', { paused: true }, /; the Deployment is paused \(spec\.paused\)$/],
  ['Job', { suspend: true }, /; the Job is suspended \(spec\.suspend\)$/],
])('says that a %s is held by its own spec', (kind, spec, said) => {
  expect(workloadState(workload(kind, spec)).seen).toMatch(said);
});

it('says that a Deployment has made no progress for too long', () => {
  const message = 'ReplicaSet "a-1" has timed out progressing.';
  const reason = 'ProgressDeadlineExceeded';
  const conditions = [{ type: 'Progressing', status: 'False', reason, message }];
  expect(workloadState(workload('Deployment', {}, { conditions })).seen).toContain(message);
});

it.each<[string, object, object, string | undefined]>([
  [
    'StatefulSet',
    onDelete,
    { readyReplicas: 1, updatedReplicas: 0, ...newRevision },
    '1 pod keeps the old version until deleted (updateStrategy OnDelete)',
  ],
  ['StatefulSet', onDelete, { readyReplicas: 1, ...oneRevision }, undefined],
  [
    'StatefulSet',
    { replicas: 3, ...partition(1) },
    { readyReplicas: 3, updatedReplicas: 2, ...newRevision },
    '2 of 3 replicas updated, 1 below the partition 1 keep the old version',
  ],
  [
    'DaemonSet',
    onDelete,
    { desiredNumberScheduled: 2, updatedNumberScheduled: 0, numberAvailable: 2 },
    '2 pods keep the old version until deleted (updateStrategy OnDelete)',
  ],
  ['DaemonSet', {}, {}, 'no node takes its pods'],
  ['CronJob', { suspend: true }, {}, 'it is suspended (spec.suspend)'],
])('notes what people do not expect of a %s that is ready', (kind, spec, status, note) => {
  const state = workloadState(workload(kind, spec, status));
  expect(state.ready).toBe(true);
  expect(state.note).toBe(note);
});

it('knows a Job that has failed for good', () => {
  const conditions = [{ type: 'Failed', status: 'True', message: 'too many retries' }];
  expect(workloadState(workload('Job', {}, { conditions }))).toEqual({
    ready: false,
    failed: true,
    seen: 'failed: too many retries',
  });
});

it('knows a Pod that has failed for good', () => {
  const evicted = { phase: 'Failed', reason: 'Evicted', message: 'low on memory' };
  expect(workloadState(workload('Pod', {}, evicted))).toEqual({
    ready: false,
    failed: true,
    seen: 'Failed; Evicted: low on memory',
  });
});

it('counts a kind only in the group that Kubernetes has it in', () => {
  expect(isWorkload({ apiVersion: 'v1', kind: 'Pod' })).toBe(true);
  expect(isWorkload({ apiVersion: 'example.com/v1', kind: 'Job' })).toBe(false);
  expect(isWorkload({ apiVersion: 'v1', kind: 'ConfigMap' })).toBe(false);
});
