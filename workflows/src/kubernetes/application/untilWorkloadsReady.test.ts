import { type ClusterClient, failure, type KubernetesObject } from '../client';
import type { PollResult, StepContext } from '../StepContext';
import { untilWorkloadsReady } from './untilWorkloadsReady';

const pod = (restartCount: number): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop', uid: 'web' },
  status: {
    phase: 'Running',
    containerStatuses: [
      {
        name: 'main',
        restartCount,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: { exitCode: 1, reason: 'Error' } },
      },
    ],
  },
});
const job = (complete: boolean): KubernetesObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'once', namespace: 'shop' },
  status: { conditions: complete ? [{ type: 'Complete', status: 'True' }] : [] },
});

const warning = (message: string, at: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: at, namespace: 'shop' },
  reason: 'Unhealthy',
  message,
  lastTimestamp: at,
  involvedObject: { uid: 'web' },
});

/** Waits for objects of which each look sees the next state; the last one stays. */
async function wait(
  states: Record<string, (KubernetesObject | undefined)[]>,
  log = '',
  events: KubernetesObject[] = [],
) {
  const seen: string[] = [];
  const step = {
    options: { settleSeconds: 0 },
    async until<T>(_: string, look: () => Promise<PollResult<T>>) {
      for (;;) {
        const found = await look();
        if ('done' in found) return found.done;
        seen.push(found.seen);
      }
    },
  } as unknown as StepContext;
  const next = (name: string) => (states[name].length > 1 ? states[name].shift() : states[name][0]);
  const account = {
    cluster: 'cluster-1',
    get: async ({ metadata }: KubernetesObject) => next(metadata.name),
    lastLines: async () => log,
  } as unknown as ClusterClient;
  const client = {
    cluster: 'cluster-1',
    list: async ({ kind }: { kind: string }) => (kind === 'Event' ? events : []),
  } as unknown as ClusterClient;
  const objects = Object.values(states).map(([first]) => first!);
  return { readiness: await untilWorkloadsReady(step, { account, client }, objects), seen };
}

it.each([
  ['', /restarted 4 times$/],
  ['no DATABASE_URL', /restarted 4 times; it printed last: no DATABASE_URL$/],
])(
  'fails for a container that ends again and again, with what it printed: "%s"',
  async (log, text) => {
    const failed = wait({ web: [pod(0), pod(1), pod(4)] }, log);
    await expect(failed).rejects.toMatchObject({ type: 'WorkloadFailed', nonRetryable: true });
    await expect(wait({ web: [pod(0), pod(1), pod(4)] }, log)).rejects.toThrow(text);
  },
);

it('says for which probe a container is ended again and again', async () => {
  const events = [
    warning(
      'Liveness probe failed: HTTP probe failed with statuscode: 404',
      '2026-01-01T00:00:01Z',
    ),
    warning('Readiness probe failed: connection refused', '2026-01-01T00:00:02Z'),
  ];
  await expect(wait({ web: [pod(0), pod(1), pod(4)] }, 'bye', events)).rejects.toThrow(
    /times; Unhealthy: Liveness probe failed: HTTP probe failed with statuscode: 404; it printed last: bye$/,
  );
});

it('names each of several workloads that is not ready', async () => {
  const ready = { ...pod(0), status: { phase: 'Succeeded' } };
  const { readiness, seen } = await wait({ web: [pod(0), ready], once: [job(false), job(true)] });
  expect(readiness).toEqual({ ready: 2, notes: [] });
  expect(seen).toEqual([
    'Pod shop/web: Running; Pod shop/web, container main: CrashLoopBackOff; ' +
      'ended with exit code 1 (Error); Job shop/once: 0 of 1 completed',
  ]);
});

it('remembers a Job that was complete and has removed itself', async () => {
  const ready = { ...pod(0), status: { phase: 'Succeeded' } };
  const { readiness } = await wait({ web: [pod(0), pod(1), ready], once: [job(true), undefined] });
  expect(readiness.ready).toBe(2);
});

it('ends when a workload has been removed', async () => {
  await expect(wait({ web: [pod(0), undefined] })).rejects.toMatchObject(
    failure('notFound', 'Pod shop/web on cluster-1 has been removed'),
  );
});

it('waits for nothing where nothing runs pods', async () => {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } };
  expect((await wait({ settings: [object] })).readiness).toEqual({ ready: 0, notes: [] });
});
