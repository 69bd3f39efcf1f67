import { type ClusterClient, failure, type KubernetesObject } from '../client';
import { endOf, type Pod, podsOf, podTrouble, stateTrouble } from './podTrouble';
import type { Workload } from './workloads';

const ownedBy = (uid: string, kind = 'ReplicaSet') => [
  { apiVersion: 'apps/v1', kind, name: `web-${uid}`, uid, controller: true },
];
const web: Workload = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop', uid: 'web' },
};
const replicaSet = (uid: string, revision: number): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: {
    name: `web-${uid}`,
    namespace: 'shop',
    uid,
    annotations: { 'deployment.kubernetes.io/revision': `${revision}` },
    ownerReferences: ownedBy('web', 'Deployment'),
  },
});
const pod = (name: string, status: object = {}, owner = 'new'): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', uid: name, ownerReferences: ownedBy(owner) },
  status,
});
const running = { phase: 'Running', containerStatuses: [{ name: 'main', state: { running: {} } }] };
const event = (uid: string, reason: string, message: string, lastTimestamp = '2026-01-01') => ({
  ...{ apiVersion: 'v1', kind: 'Event', metadata: { name: reason } },
  ...{ reason, message, lastTimestamp, involvedObject: { uid } },
});

/** A cluster with these objects, by kind; a kind that is not there may not be listed. */
function clusterWith(objects: Record<string, KubernetesObject[]>): ClusterClient {
  const list = async ({ kind }: { kind: string }) => {
    if (!objects[kind]) throw failure('forbidden', `may not list ${kind}`);
    return objects[kind];
  };
  return { list } as unknown as ClusterClient;
}
const sets = [replicaSet('old', 1), replicaSet('new', 2)];
const troubleWith = (Pod: Pod[], Event: KubernetesObject[] = []) =>
  podTrouble(clusterWith({ ReplicaSet: sets, Pod, Event }), web);

describe('podTrouble', () => {
  it('tells the newest event of a pod that runs and is not ready', async () => {
    const said = event('b', 'Unhealthy', 'Readiness probe failed: HTTP probe failed', '2026-01-03');
    const older = event('b', 'FailedMount', 'no such volume', '2026-01-02');
    const ready = { ...running, conditions: [{ type: 'Ready', status: 'True' }] };
    const ofReady = event('a', 'Unhealthy', 'while it started', '2026-01-04');
    expect(await troubleWith([pod('a', ready), pod('b', running)], [older, said, ofReady])).toBe(
      'Pod shop/b: Unhealthy: Readiness probe failed: HTTP probe failed',
    );
  });

  it('tells why the API server does not accept pods, of the newest ReplicaSet', async () => {
    const quota = event('new', 'FailedCreate', 'Error creating: exceeded quota');
    const before = event('old', 'FailedCreate', 'Error creating: of the version before');
    expect(await troubleWith([], [before, quota])).toBe(
      'FailedCreate: Error creating: exceeded quota',
    );
  });

  it('keeps the beginning of a long event', async () => {
    const said = event('new', 'FailedCreate', `violates PodSecurity ${'x'.repeat(500)}`);
    expect(await troubleWith([], [said])).toMatch(/^FailedCreate: violates PodSecurity x+…$/);
  });

  it('tells what a controller says of the workload itself', async () => {
    const said = event('web', 'ReplicaSetCreateError', 'no');
    expect(await troubleWith([], [said])).toBe('ReplicaSetCreateError: no');
  });

  it('tells what is not ready where there is no event', async () => {
    const message = 'containers with unready status: [main]';
    const conditions = [{ type: 'Ready', status: 'False', message }];
    expect(await troubleWith([pod('a', { ...running, conditions })])).toBe(
      `Pod shop/a: ${message}`,
    );
  });

  it('says nothing of the pods of an older version, nor of those that are deleted', async () => {
    const crashing = { containerStatuses: [{ name: 'm', state: { waiting: { reason: 'Bad' } } }] };
    const gone = pod('b', crashing);
    gone.metadata.deletionTimestamp = '2026-01-01';
    expect(await troubleWith([pod('a', crashing, 'old'), gone])).toBe('');
  });

  it('does without ReplicaSets and events where they may not be listed', async () => {
    const waiting = { containerStatuses: [{ name: 'm', state: { waiting: { reason: 'Bad' } } }] };
    const cluster = clusterWith({ Pod: [pod('a', waiting)] });
    expect(await podTrouble(cluster, web)).toBe('Pod shop/a, container m: Bad');
    expect(await podTrouble(clusterWith({ Pod: [] }), web)).toBe('');
    await expect(podTrouble(clusterWith({}), web)).rejects.toThrow('may not list Pod');
  });
});

it('knows whose pods are whose', () => {
  const around = {
    replicaSets: sets,
    pods: [pod('a'), pod('b', {}, 'old'), pod('c', {}, 'other')],
  };
  const namesOf = (workload: Workload) => podsOf(workload, around).map(p => p.metadata.name);
  expect(namesOf(web)).toEqual(['a']);
  const set = { ...web, kind: 'StatefulSet', metadata: { name: 'db', uid: 'other' } };
  expect(namesOf(set)).toEqual(['c']);
  expect(namesOf({ ...pod('alone'), spec: {} } as Workload)).toEqual(['alone']);
});

describe('stateTrouble', () => {
  it('names what a container waits for', () => {
    const waiting = { reason: 'ImagePullBackOff', message: 'no such image' };
    const containerStatuses = [{ name: 'main', state: { waiting } }];
    expect(stateTrouble(pod('p', { containerStatuses }))).toBe(
      'Pod shop/p, container main: ImagePullBackOff (no such image)',
    );
  });

  it('names how a container ended, and how often', () => {
    const waiting = { reason: 'CrashLoopBackOff', message: 'back-off 20s' };
    const lastState = {
      terminated: { exitCode: 1, reason: 'Error', message: 'no DATABASE_URL\n' },
    };
    const containerStatuses = [{ name: 'main', restartCount: 2, state: { waiting }, lastState }];
    expect(stateTrouble(pod('p', { containerStatuses }))).toBe(
      'Pod shop/p, container main: CrashLoopBackOff (back-off 20s); ended with exit code 1 (Error), ' +
        'restarted 2 times: no DATABASE_URL',
    );
  });

  it('names why it is not scheduled', () => {
    const conditions = [{ type: 'PodScheduled', status: 'False' as const, message: '0/1 nodes' }];
    expect(stateTrouble(pod('p', { conditions }))).toBe('Pod shop/p is not scheduled: 0/1 nodes');
  });

  it.each([
    ['starts', { waiting: { reason: 'ContainerCreating' } }],
    ['has done its work', { terminated: { exitCode: 0, reason: 'Completed' } }],
    ['runs', { running: {} }],
  ])('says nothing of a container that %s', (_, state) => {
    expect(stateTrouble(pod('p', { containerStatuses: [{ name: 'main', state }] }))).toBe('');
  });
});

it('keeps the end of long last words', () => {
  const message = `${'x'.repeat(500)} the reason`;
  const end = endOf({ name: 'm', state: { terminated: { exitCode: 2, message } } });
  expect(end).toMatch(/^ended with exit code 2: …x+ the reason$/);
  expect(end.length).toBeLessThan(350);
});
