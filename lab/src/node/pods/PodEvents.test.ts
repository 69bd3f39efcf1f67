import type { KubeClient } from '../../kube/client';
import { PodEvents } from './PodEvents';

const pod = { metadata: { name: 'web', namespace: 'shop', uid: 'u' } };

/** What was written, as method, path and body. */
function recorder(fail = false) {
  const calls: [string, string, any][] = [];
  const call = async (method: string, path: string, { body }: { body?: unknown } = {}) => {
    calls.push([method, path, body]);
    if (fail) throw new Error('namespace is being terminated');
  };
  return { calls, events: new PodEvents({ call } as unknown as KubeClient, pod) };
}

const written = () => new Promise(resolve => setImmediate(resolve));

afterEach(() => jest.restoreAllMocks());

it('writes a warning about the pod', async () => {
  const { calls, events } = recorder();
  events.warn('Unhealthy', 'Readiness probe failed: no');
  await written();
  expect(calls).toMatchObject([
    [
      'POST',
      '/api/v1/namespaces/shop/events',
      {
        type: 'Warning',
        reason: 'Unhealthy',
        message: 'Readiness probe failed: no',
        involvedObject: { kind: 'Pod', name: 'web', namespace: 'shop', uid: 'u' },
        source: { component: 'kubelet' },
        count: 1,
      },
    ],
  ]);
});

it('counts what is said again, now and then', async () => {
  const { calls, events } = recorder();
  const clock = jest.spyOn(Date.prototype, 'getTime').mockReturnValue(1_000_000);
  events.warn('BackOff', 'again');
  await written();
  events.warn('BackOff', 'again');
  await written();
  clock.mockReturnValue(1_006_000);
  events.warn('BackOff', 'again');
  events.warn('Unhealthy', 'something else');
  await written();
  const [[, , first], [, counted]] = calls;
  expect(calls.map(([method]) => method)).toEqual(['POST', 'PATCH', 'POST']);
  expect(counted).toBe(`/api/v1/namespaces/shop/events/${first.metadata.name}`);
  expect(calls[1][2]).toMatchObject({ count: 2 });
});

it('goes on when an event cannot be written', async () => {
  const { calls, events } = recorder(true);
  events.warn('BackOff', 'one');
  events.warn('BackOff', 'other');
  await written();
  expect(calls).toHaveLength(2);
});
