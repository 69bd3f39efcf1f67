import { mockServices } from '@backstage/backend-test-utils';
import {
  entityEnvelopeSchemaValidator,
  resourceEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import type { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type {
  ClusterInfo,
  InterconnectApi,
  Network,
  NetworkPhase,
} from '@interconnect/backstage-plugin-interconnect-common';
import { InterconnectEntityProvider } from './InterconnectEntityProvider';

const clusters: ClusterInfo[] = [
  {
    name: 'cluster-1',
    title: 'Head office',
    labels: { environment: 'production', 'not valid': '-' },
  },
  {
    name: 'cluster-2',
    projects: ['edge-shop'],
    source: 'Secret fleet/cluster-2-kubeconfig on cluster-1',
    unusable: 'its kubeconfig is no YAML',
  },
  { name: 'Store:7' },
];

function network(name: string, more: Partial<Network> = {}): Network {
  return {
    project: 'edge-shop',
    name,
    generation: 1,
    spec: {
      type: 'application-mesh',
      hub: { cluster: 'cluster-1' },
      spokes: [{ cluster: 'Store:7' }, { cluster: 'cluster-gone' }],
      applications: [
        application('my-backend', 'cluster-1'),
        application('my-frontend', 'Store:7'),
        application('stock', 'cluster-1'),
        application('no-component', 'cluster-1'),
      ],
    },
    status: { phase: 'Ready', members: [], services: [] },
    ...more,
  };
}

function application(name: string, cluster: string) {
  const source = { kind: 'existing' as const, services: [name] };
  return { name, clusters: [cluster], namespace: 'shop', source };
}

function entity(kind: string, name: string, relations: Record<string, string>) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    relations: Object.entries(relations).map(([type, targetRef]) => ({ type, targetRef })),
  };
}

const catalog = catalogServiceMock({
  entities: [
    entity('System', 'Edge-Shop', { ownedBy: 'group:default/edge-team' }),
    entity('System', 'warehouse', { ownedBy: 'group:default/warehouse-team' }),
    entity('Component', 'my-backend', { partOf: 'system:default/edge-shop' }),
    entity('Component', 'My-Frontend', { partOf: 'system:default/edge-shop' }),
    entity('Component', 'stock', { partOf: 'system:default/warehouse' }),
    entity('API', 'no-component', { partOf: 'system:default/edge-shop' }),
  ],
});

describe('InterconnectEntityProvider', () => {
  const logger = mockServices.logger.mock();
  const connection: jest.Mocked<EntityProviderConnection> = {
    applyMutation: jest.fn(),
    refresh: jest.fn(),
  };
  const api: jest.Mocked<Pick<InterconnectApi, 'listAllNetworks' | 'listClusters'>> = {
    listAllNetworks: jest.fn(),
    listClusters: jest.fn(),
  };
  let refresh: () => Promise<void>;

  beforeEach(async () => {
    jest.resetAllMocks();
    api.listClusters.mockResolvedValue(clusters);
    api.listAllNetworks.mockResolvedValue({ items: [] });
    const provider = new InterconnectEntityProvider({
      api,
      auth: mockServices.auth(),
      catalog,
      logger,
      schedule: {
        async run(task) {
          refresh = () => Promise.resolve(task.fn(new AbortController().signal));
        },
      },
      owner: 'group:default/platform-team',
      portal: 'http://portal',
    });
    await provider.connect(connection);
  });

  async function refreshed() {
    await refresh();
    const [mutation] = connection.applyMutation.mock.calls.at(-1) ?? [];
    if (mutation?.type !== 'full') throw new Error('no full mutation');
    expect(new Set(mutation.entities.map(({ locationKey }) => locationKey)).size).toBe(1);
    const entities = mutation.entities.map(deferred => deferred.entity);
    for (const made of entities) {
      entityEnvelopeSchemaValidator()(made);
      await expect(resourceEntityV1alpha1Validator.check(made)).resolves.toBe(true);
    }
    return Object.fromEntries(
      entities.map(made => [made.metadata.title ?? made.metadata.name, made]),
    );
  }

  it('makes Resources of clusters', async () => {
    const found = await refreshed();
    expect(Object.keys(found)).toEqual(['Head office', 'cluster-2', 'Store:7']);
    expect(found['Head office']).toMatchObject({
      kind: 'Resource',
      metadata: {
        name: 'cluster-1',
        labels: { environment: 'production' },
        annotations: { 'interconnect/name': 'cluster-1' },
        links: [{ url: 'http://portal/interconnect/clusters' }],
      },
      spec: { type: 'kubernetes-cluster', owner: 'group:default/platform-team' },
    });
    expect(found['Head office'].metadata.annotations).not.toHaveProperty('interconnect/projects');
    expect(found['cluster-2'].metadata.annotations).toMatchObject({
      'interconnect/projects': 'edge-shop',
    });
    expect(found['cluster-2'].metadata.description).toBe(
      'Kubernetes cluster for edge-shop; known from Secret fleet/cluster-2-kubeconfig on cluster-1; not usable: its kubeconfig is no YAML',
    );
    expect(found['Store:7'].metadata.name).toMatch(/^store-7-[0-9a-f]{10}$/);
  });

  it('makes Resources of networks, with relations to what is known', async () => {
    api.listAllNetworks.mockResolvedValue({ items: [network('shop')] });
    const found = await refreshed();
    expect(found.shop).toMatchObject({
      kind: 'Resource',
      metadata: {
        name: 'edge-shop.shop',
        description: 'Application network with hub cluster-1 and 2 spokes',
        labels: {
          'interconnect/project': 'edge-shop',
          'interconnect/network': 'shop',
          'interconnect/phase': 'Ready',
        },
        links: [{ url: 'http://portal/interconnect/networks/edge-shop/shop' }],
      },
      spec: {
        type: 'application-network',
        owner: 'group:default/edge-team',
        system: 'system:default/edge-shop',
        dependsOn: [
          'resource:default/cluster-1',
          `resource:default/${found['Store:7'].metadata.name}`,
        ],
        dependencyOf: ['component:default/my-backend', 'component:default/my-frontend'],
      },
    });
  });

  it('marks networks in trouble with a tag, which lists show', async () => {
    const inPhase = (name: string, phase: NetworkPhase) => {
      const one = network(name);
      return { ...one, status: { ...one.status, phase } };
    };
    const items = [inPhase('shop', 'Ready'), inPhase('pos', 'NeedsAttention')];
    api.listAllNetworks.mockResolvedValue({ items });
    const { shop, pos } = await refreshed();
    expect(shop.metadata).not.toHaveProperty('tags');
    expect(pos.metadata).toMatchObject({
      labels: { 'interconnect/phase': 'NeedsAttention' },
      tags: ['needs-attention'],
    });
  });

  it('takes a network whose System the catalog does not have', async () => {
    const spec = { type: 'application-mesh' as const };
    api.listAllNetworks.mockResolvedValue({ items: [network('lost', { project: 'gone', spec })] });
    const { lost } = await refreshed();
    expect(lost.metadata.description).toBe('Application network without members');
    expect(lost.spec).toEqual({
      type: 'application-network',
      owner: 'group:default/platform-team',
      dependsOn: [],
      dependencyOf: [],
    });
  });

  it('reads all pages', async () => {
    api.listAllNetworks
      .mockResolvedValueOnce({ items: [network('one')], nextCursor: 'next' })
      .mockResolvedValueOnce({ items: [network('two', { project: 'warehouse' })] });
    const found = await refreshed();
    expect(Object.keys(found)).toEqual(expect.arrayContaining(['one', 'two']));
    expect(found.two.spec?.owner).toBe('group:default/warehouse-team');
    expect(api.listAllNetworks.mock.calls[1][0]).toMatchObject({ cursor: 'next' });
  });

  it('leaves out a second entity of the same name, and says so', async () => {
    api.listClusters.mockResolvedValue([{ name: 'edge-shop.shop' }]);
    api.listAllNetworks.mockResolvedValue({ items: [network('shop')] });
    const found = await refreshed();
    expect(Object.keys(found)).toEqual(['edge-shop.shop']);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('resource:default/edge-shop.shop'),
    );
  });

  it('keeps what the catalog has while not everything can be read, and says it once', async () => {
    api.listAllNetworks.mockRejectedValue(new Error('fetch failed'));
    await refresh();
    await refresh();
    expect(connection.applyMutation).not.toHaveBeenCalled();
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(expect.stringContaining('fetch failed'));

    api.listAllNetworks.mockResolvedValue({ items: [] });
    expect(Object.keys(await refreshed())).toHaveLength(3);
    expect(logger.info).toHaveBeenCalledTimes(1);
  });
});
