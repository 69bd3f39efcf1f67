import { Entity } from '@backstage/catalog-model';
import { Network } from '@interconnect/backstage-plugin-interconnect-common';
import { component } from './__testUtils__/entities';
import { documentBetween, partnerRefs, partnersOfApi, unreachedPairs } from './partners';

const on = (cluster: string | undefined, name: string, project = 'edge-shop'): Entity => {
  const entity = component(name, `system:default/${project}`);
  const annotations = { ...(cluster && { 'backstage.io/kubernetes-cluster': cluster }) };
  return { ...entity, metadata: { ...entity.metadata, annotations } };
};
const web = on('cluster-2', 'web');
const api = on('cluster-1', 'api');
const related = (entity: Entity, ...relations: [string, string][]): Entity => ({
  ...entity,
  relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
});

const network = (name: string, spec: Partial<Network['spec']>) =>
  ({ project: 'edge-shop', name, spec }) as Network;
const joined = { hub: { cluster: 'cluster-1' }, spokes: [{ cluster: 'cluster-2' }] };
const exposed = (clusters: string[], expose = true) => ({
  ...joined,
  applications: [
    { name: 'api', clusters, namespace: 'shop', expose, source: { kind: 'existing' } },
  ],
});
const unreached = (pair: { consumer: Entity; provider: Entity }, ...networks: Network[]) =>
  unreachedPairs([pair], 'edge-shop', networks);
const pair = { consumer: web, provider: api };

it('are found by what a Component depends on, and by APIs', () => {
  const relations: [string, string][] = [
    ['dependsOn', 'component:default/api'],
    ['dependsOn', 'resource:default/bucket'],
    ['dependencyOf', 'component:other/shell'],
    ['consumesApi', 'api:default/orders'],
    ['providesApi', 'api:default/pages'],
  ];
  expect(partnerRefs(related(web, ...relations))).toEqual({
    direct: { providers: ['component:default/api'], consumers: ['component:other/shell'] },
    apis: { providers: ['api:default/orders'], consumers: ['api:default/pages'] },
  });
  const orders = related(
    { apiVersion: 'backstage.io/v1alpha1', kind: 'API', metadata: { name: 'orders' } },
    ['apiProvidedBy', 'component:default/api'],
    ['apiConsumedBy', 'component:default/web'],
  );
  expect(partnersOfApi(orders, 'providers')).toEqual(['component:default/api']);
  expect(partnersOfApi(orders, 'consumers')).toEqual(['component:default/web']);
});

describe('cannot reach each other', () => {
  it('on two clusters that no network joins', () => {
    const found = { ...pair, consumerCluster: 'cluster-2', providerCluster: 'cluster-1' };
    expect(unreached(pair)).toEqual([found]);
    const elsewhere = network('other', { ...joined, spokes: [{ cluster: 'cluster-3' }] } as never);
    expect(unreached(pair, elsewhere)).toEqual([found]);
  });

  it('in a network where the provider is not exposed, or elsewhere', () => {
    for (const spec of [joined, exposed(['cluster-1'], false), exposed(['cluster-2'])]) {
      expect(unreached(pair, network('shop', spec as never))).toMatchObject([{ joinedBy: 'shop' }]);
    }
  });

  it('is not said of those that a network joins, or that are on one cluster', () => {
    expect(unreached(pair, network('shop', exposed(['cluster-1']) as never))).toEqual([]);
    expect(unreached({ consumer: on('cluster-1', 'web'), provider: api })).toEqual([]);
  });

  it('is not said where the catalog does not say it, nor across projects', () => {
    expect(unreached({ consumer: on(undefined, 'web'), provider: api })).toEqual([]);
    expect(unreached({ consumer: web, provider: on('cluster-1', 'api', 'warehouse') })).toEqual([]);
  });
});

it('the form begins with the provider on the hub, exposed, and the consumer on a spoke', () => {
  expect(documentBetween(unreached(pair)[0], 'edge-shop')).toEqual({
    description: 'web reaches api',
    hub: { cluster: 'cluster-1' },
    spokes: [{ cluster: 'cluster-2' }],
    applications: [
      {
        name: 'api',
        namespace: 'edge-shop',
        source: { kind: 'manifests' },
        clusters: ['cluster-1'],
        expose: true,
      },
      {
        name: 'web',
        namespace: 'edge-shop',
        source: { kind: 'manifests' },
        clusters: ['cluster-2'],
      },
    ],
  });
});
