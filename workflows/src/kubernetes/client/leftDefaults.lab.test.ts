import { Bench } from '../__testUtils__/Bench';
import { hub } from '../__testUtils__/steps';
import type { KubernetesObject } from './objects';

jest.setTimeout(120_000);

const namespace = 'shop-strategies';
const owner = { app: 'strategies' };
const place = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };

let bench: Bench;

beforeAll(async () => {
  bench = await Bench.attach();
  await bench.client(hub).create(place);
});
afterAll(() => bench.client(hub).remove(place));

const workload = (kind: string, image: string, more: object = {}): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'web', namespace, labels: owner },
  spec: {
    replicas: 0,
    selector: { matchLabels: owner },
    template: {
      metadata: { labels: owner },
      spec: { containers: [{ name: 'web', image: `registry.example/web:${image}` }] },
    },
    ...more,
  },
});

it.each([
  ['Deployment', 'strategy', 'Recreate'],
  ['StatefulSet', 'updateStrategy', 'OnDelete'],
])('a %s that was changed before gets another %s', async (kind, field, type) => {
  const client = bench.client(hub);
  const more = kind === 'StatefulSet' ? { serviceName: 'web' } : {};
  // What was set at the creation is ours; after the next one, defaults are nobody's.
  for (const image of ['1', '2', '3']) await client.apply(workload(kind, image, more), owner);
  const other = workload(kind, '4', { ...more, [field]: { type } });
  expect(await client.tryApply(other, owner)).toEqual([]);
  expect((await client.apply(other, owner)).spec?.[field]).toEqual({ type });
  const back = await client.apply(workload(kind, '5', more), owner);
  expect(back.spec?.[field]).toMatchObject({ type: 'RollingUpdate', rollingUpdate: {} });
});
