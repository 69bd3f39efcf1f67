import { labelsOf } from '@interconnect/backstage-plugin-interconnect-common';
import { type ClusterClient, failure, type KubernetesObject } from '../client';
import {
  applicationStep,
  exposedBackend,
  hub,
  networkRef,
  spoke,
  stepsOf,
} from '../__testUtils__/steps';
import { checkOwn } from './checkOwn';
import { ownObjects } from './ownObjects';

const network = networkRef('shop');
const steps = stepsOf(network, ['10.0.0.1/32']);
const exposed = [exposedBackend()];

const namesOf = (objects: KubernetesObject[]) =>
  objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`);

it('knows what each step makes, on which cluster', () => {
  const { retireAuthority: _, verify: __, ...asked } = steps;
  const made = [...Object.values(asked), applicationStep(network, { namespace: 'shop' })].flatMap(
    step =>
      ownObjects(step, exposed).map(({ cluster, objects }) => [
        step.kind,
        cluster,
        namesOf(objects),
      ]),
  );
  const at = 'interconnect-shop';
  const use = (what: string) => `ConfigMap ${at}/interconnect-uses-${what}`;
  const published = [`Listener ${at}/my-backend-8080`, 'Service interconnect/my-backend'];
  expect(made).toEqual([
    ['createNetwork', hub, [`Namespace /${at}`]],
    ['deployLoadBalancer', hub, [use('metallb')]],
    ['deploySkupper', hub, [`Namespace /${at}`, use('skupper'), `Site ${at}/${hub}`]],
    ['deploySkupper', spoke, [`Namespace /${at}`, use('skupper'), `Site ${at}/${spoke}`]],
    ['linkSpoke', hub, [`Certificate ${at}/interconnect-${spoke}`]],
    [
      'linkSpoke',
      spoke,
      [`Secret ${at}/interconnect-${spoke}`, `Link ${at}/interconnect-${spoke}`],
    ],
    ['publishServices', spoke, published],
    ['publishServices', hub, published],
    ['deployApplication', hub, [`Connector ${at}/my-backend-8080`]],
  ]);
});

it('names Services below the domain of their cluster', () => {
  const [{ objects }] = ownObjects(steps.publishOnSpoke, exposed, 'store.example');
  expect(objects.find(({ kind }) => kind === 'Service')?.spec?.externalName).toBe(
    'my-backend.interconnect-shop.svc.store.example',
  );
});

/** A cluster where these objects stand, and that says this to everything that is tried. */
function clusterWith(standing: KubernetesObject[], says?: Error) {
  const tried: string[] = [];
  const client = {
    cluster: spoke,
    serves: async (_: string, kind: string) => kind !== 'Link',
    get: async ({ kind, metadata }: KubernetesObject) =>
      standing.find(one => one.kind === kind && one.metadata.name === metadata.name),
    tryApply: async ({ kind }: KubernetesObject) => {
      tried.push(kind);
      if (says) throw says;
      return [];
    },
  } as unknown as ClusterClient;
  return { client, tried };
}
const ofSpoke = ownObjects(steps.linkSpoke, exposed)[1].objects;
const namespace = (labels: Record<string, string>): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: network.namespace, labels },
});

it('tries what is served, and writes over no Secret', async () => {
  const { client, tried } = clusterWith([]);
  expect(await checkOwn(client, network, ofSpoke)).toEqual([]);
  expect(tried).toEqual(['Secret']);
  const own = { ...ofSpoke[0], metadata: { ...ofSpoke[0].metadata } };
  const standing = clusterWith([namespace(labelsOf(network, { kind: 'createNetwork' })), own]);
  expect(await checkOwn(standing.client, network, ofSpoke)).toEqual([]);
  expect(standing.tried).toEqual([]);
});

it('says only whose the namespace is when it is of somebody else', async () => {
  const { client, tried } = clusterWith([namespace({})], failure('forbidden', 'no'));
  expect(await checkOwn(client, network, ofSpoke)).toEqual([
    {
      finding: 'refused',
      text: expect.stringMatching(
        /^Namespace interconnect-shop on cluster-2 exists already and is/,
      ),
    },
  ]);
  expect(tried).toEqual([]);
});

it('says which rights lack, and how they are given', async () => {
  const { client } = clusterWith([], failure('forbidden', 'cluster-2 forbids to create secrets'));
  expect(await checkOwn(client, network, ofSpoke)).toEqual([
    {
      finding: 'refused',
      text: expect.stringMatching(
        /^cluster-2 forbids to create secrets\. Whoever runs cluster-2 gi/,
      ),
    },
  ]);
});

it.each(['notFound', 'conflict'] as const)('leaves to the rollout what is %s', async type => {
  const { client } = clusterWith([], failure(type, 'the namespace is not there'));
  expect(await checkOwn(client, network, ofSpoke)).toEqual([]);
});

it.each(['unauthorized', 'unreachable'] as const)(
  'knows nothing of a cluster that is %s',
  async type => {
    const { client } = clusterWith([], failure(type, 'no answer'));
    await expect(checkOwn(client, network, ofSpoke)).rejects.toThrow('no answer');
  },
);
