import type { ClusterClient, KubernetesObject, ObjectRef } from '../client';
import { touchedAnnotation } from '../cluster/labels';
import type { StepContext } from '../StepContext';
import { hub, networkRef, spoke } from '../__testUtils__/steps';
import { linkOf, siteOf } from './objects';
import { untilLinked } from './untilLinked';

const network = networkRef('shop');
const link = linkOf(network, spoke, [], {});
const is = (...types: string[]) => ({
  conditions: types.map(type => ({ type, status: 'True' as const })),
});

/** Looks as often as the answer is not there, at most so many times. */
const stepWith = (most: number) =>
  ({
    async until<T>(what: string, look: () => Promise<{ done: T } | { seen: string }>) {
      let seen = '';
      for (let looks = 0; looks < most; looks++) {
        const answer = await look();
        if ('done' in answer) return answer.done;
        seen = answer.seen;
      }
      throw new Error(`${what}: ${seen}`);
    },
  }) as StepContext;
const step = stepWith(10);
const patient = stepWith(30);

function withUid(object: KubernetesObject, uid: string): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, uid } };
}

function hubThatSees(...ids: string[]): ClusterClient {
  const site = siteOf(network, { cluster: hub, role: 'hub' }, {});
  const status = { network: ids.map(id => ({ id })) };
  return { cluster: hub, get: async () => ({ ...site, status }) } as unknown as ClusterClient;
}
const onHub = hubThatSees('of the hub', 'of the spoke');

/** A spoke whose Link has the status that `statusAfter` says, given how often it was touched. */
function spokeWith(statusAfter: (touched: number) => KubernetesObject['status'], ready = true) {
  const touches: unknown[] = [];
  const client = {
    cluster: spoke,
    get: async ({ kind }: ObjectRef) =>
      kind === 'Site'
        ? {
            ...withUid(siteOf(network, { cluster: spoke, role: 'spoke' }, {}), 'of the spoke'),
            status: ready ? is('Ready') : {},
          }
        : { ...link, status: statusAfter(touches.length) },
    list: async () => [],
    annotate: async (_: KubernetesObject, annotations: object) => touches.push(annotations),
  } as unknown as ClusterClient;
  return { client, touches };
}

it('wakes up a controller that does not look at a new Link', async () => {
  const { client, touches } = spokeWith(touched =>
    touched > 1 ? is('Configured', 'Operational') : {},
  );
  await untilLinked(step, { onHub, onSpoke: client }, network, link);
  expect(touches).toEqual([
    { [touchedAnnotation]: expect.any(String) },
    { [touchedAnnotation]: expect.any(String) },
  ]);
});

it('leaves a controller alone that has looked at it', async () => {
  let looks = 0;
  const { client, touches } = spokeWith(() =>
    ++looks > 6 ? is('Configured', 'Operational') : is('Configured'),
  );
  await untilLinked(step, { onHub, onSpoke: client }, network, link);
  expect(touches).toEqual([]);
});

it('does not believe the Link of a Site that is not Ready', async () => {
  const { client } = spokeWith(() => is('Configured', 'Operational'), false);
  await expect(untilLinked(step, { onHub, onSpoke: client }, network, link)).rejects.toThrow(
    'the spoke has no Site that is Ready',
  );
});

it('does not believe one end alone', async () => {
  const { client } = spokeWith(() => is('Configured', 'Operational'));
  const ends = { onHub: hubThatSees('of the hub'), onSpoke: client };
  await expect(untilLinked(step, ends, network, link)).rejects.toThrow(
    `hub ${hub} does not see it; it dials`,
  );
});

it('gives a Link the address that the hub has got since', async () => {
  const endpoint = (host: string, name = 'edge') => ({ name, host, port: '45671' });
  const site = siteOf(network, { cluster: hub, role: 'hub' }, {});
  const at = (...endpoints: object[]) =>
    ({
      cluster: hub,
      get: async () => ({ ...site, status: { endpoints, network: [{ id: 'of the spoke' }] } }),
    }) as unknown as ClusterClient;
  const { client } = spokeWith(() => ({}));
  let applied = linkOf(network, spoke, [endpoint('127.0.0.60')], {});
  const onSpoke = {
    ...client,
    async get(ref: ObjectRef) {
      if (ref.kind === 'Site') return client.get(ref);
      const reached = applied.spec?.endpoints[0].host === '127.0.0.10';
      return { ...applied, status: reached ? is('Configured', 'Operational') : is('Configured') };
    },
    apply: async (object: typeof applied) => {
      applied = object;
    },
  } as unknown as ClusterClient;
  const notes: string[] = [];
  const noting = { ...step, note: (text: string) => notes.push(text) } as unknown as StepContext;
  const ends = (...endpoints: object[]) => ({ onHub: at(...endpoints), onSpoke });

  const inter = endpoint('127.0.0.10', 'inter-router');
  await expect(untilLinked(noting, ends(inter), network, applied)).rejects.toThrow('Operational');
  expect(notes).toEqual([]);

  await untilLinked(noting, ends(inter, endpoint('127.0.0.10')), network, applied);
  expect(applied.spec?.endpoints).toEqual([endpoint('127.0.0.10'), inter]);
  expect(notes).toEqual([`hub ${hub} has another address now: the Link gets it`]);
});

it('wakes up a controller that left a Link alone when its Site was made again', async () => {
  const { client, touches } = spokeWith(() => is('Configured', 'Operational'));
  const seen = () => touches.length > 0;
  const site = siteOf(network, { cluster: hub, role: 'hub' }, {});
  const onHubThen = {
    cluster: hub,
    get: async () => ({ ...site, status: { network: seen() ? [{ id: 'of the spoke' }] : [] } }),
  } as unknown as ClusterClient;
  await untilLinked(patient, { onHub: onHubThen, onSpoke: client }, network, link);
  expect(touches).toHaveLength(1);
});
