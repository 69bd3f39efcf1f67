import type { ClusterClient, KubernetesObject, ObjectRef } from '../client';
import type { StepContext } from '../StepContext';
import { networkRef, spoke } from '../__testUtils__/steps';
import { isListenerLost } from './lost';
import { listenersOf, siteOf } from './objects';
import { Listener } from './types';
import { remadeText, untilReported } from './untilReported';

const network = networkRef('shop');
const [listener] = listenersOf(
  network,
  [{ application: 'a', cluster: 'c', namespace: 'shop', name: 'my-backend', port: 8080 }],
  {},
);
const configured = { conditions: [{ type: 'Configured', status: 'True' as const }] };

/** A second passes with each look; at most 100. */
const step = {
  note() {},
  async sleep() {},
  async until<T>(what: string, look: () => Promise<{ done: T } | { seen: string }>) {
    let seen = '';
    for (let looks = 0; looks < 100; looks++) {
      const answer = await look();
      if ('done' in answer) return answer.done;
      seen = answer.seen;
      jest.advanceTimersByTime(1000);
    }
    throw new Error(`${what}: ${seen}`);
  },
} as unknown as StepContext;

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** A cluster whose controller reports on the Listener that was made as often as `reports` says. */
function clusterWith({ reports, siteReady = true }: { reports: number; siteReady?: boolean }) {
  const done: string[] = [];
  let made = 1;
  let there = true;
  const site = {
    ...siteOf(network, { cluster: spoke, role: 'spoke' }, {}),
    status: siteReady ? { conditions: [{ type: 'Ready', status: 'True' }] } : {},
  };
  const client = {
    cluster: spoke,
    list: async () => [],
    async get({ kind }: ObjectRef) {
      if (kind === 'Site') return site;
      const metadata = { ...listener.metadata, uid: String(made) };
      return there
        ? { ...listener, metadata, status: made >= reports ? configured : {} }
        : undefined;
    },
    async remove({ metadata }: KubernetesObject) {
      done.push(`remove ${metadata.uid}`);
      there = false;
    },
    async apply(object: KubernetesObject) {
      done.push(`make ${object.metadata.name}`);
      made += 1;
      there = true;
    },
  } as unknown as ClusterClient;
  return { client, done };
}

const wait = (client: ClusterClient) =>
  untilReported<Listener>(step, client, network, {
    object: listener,
    types: ['Configured'],
    isLost: isListenerLost,
  });

it('leaves an object alone that is reported', async () => {
  const { client, done } = clusterWith({ reports: 1 });
  expect(await wait(client)).toBe(0);
  expect(done).toEqual([]);
});

it('makes an object again whose status was lost', async () => {
  const { client, done } = clusterWith({ reports: 2 });
  expect(await wait(client)).toBe(1);
  expect(done).toEqual(['remove 1', `make ${listener.metadata.name}`]);
});

it('does so twice at most, and then says what is missing', async () => {
  const { client, done } = clusterWith({ reports: 10 });
  await expect(wait(client)).rejects.toThrow('Configured: not reported');
  expect(done).toHaveLength(4);
});

it('blames nobody while there is no Site that is Ready', async () => {
  const { client, done } = clusterWith({ reports: 10, siteReady: false });
  await expect(wait(client)).rejects.toThrow('Configured: not reported');
  expect(done).toEqual([]);
});

it('says it in the message of the step', () => {
  expect(remadeText([0, 0])).toBe('');
  expect(remadeText([0, 1])).toBe('made again once, because Skupper had lost a status');
  expect(remadeText([2, 1])).toBe('made again 3 times, because Skupper had lost a status');
});
