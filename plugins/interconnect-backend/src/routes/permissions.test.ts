import { coreServices, createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult, PolicyDecision } from '@backstage/plugin-permission-common';
import { networkPermissions } from '@interconnect/backstage-plugin-interconnect-common';
import {
  createInterconnectConditionalDecision,
  interconnectConditions,
} from '@interconnect/backstage-plugin-interconnect-node';
import request from 'supertest';
import { endRollout } from '../__testUtils__/endRollout';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { networks, rollOut, seed, shop } from '../__testUtils__/rest';
import { Api, startApi } from '../__testUtils__/startApi';

const warehouse = '/v1/projects/warehouse/networks';

const allow = { result: AuthorizeResult.ALLOW } as const;
const deny = { result: AuthorizeResult.DENY } as const;

/** What a policy answers that leaves it to the owners of the project. */
const ownedBy = (...claims: string[]) =>
  createInterconnectConditionalDecision(
    networkPermissions[0],
    interconnectConditions.isProjectOwner({ claims }),
  );

describe('permissions', () => {
  const permissions = mockServices.permissions.mock();
  const features = [
    createServiceFactory({
      service: coreServices.permissions,
      deps: {},
      factory: () => permissions,
    }),
  ];
  let temporal: FakeTemporal;
  let api: Api;
  /** The answer of the policy. */
  let policy: (name: string) => PolicyDecision;

  beforeEach(async () => {
    permissions.authorize.mockImplementation(async requests =>
      requests.map(({ permission }) => ({
        result: policy(permission.name).result as AuthorizeResult.ALLOW | AuthorizeResult.DENY,
      })),
    );
    permissions.authorizeConditional.mockImplementation(async requests =>
      requests.map(({ permission }) => policy(permission.name)),
    );
    policy = () => allow;
    temporal = new FakeTemporal();
    api = await startApi({ temporal: () => temporal, features });
  });
  afterEach(() => api.stop());

  it('are checked on every route, and named', async () => {
    await api.call('put', `${networks}/seed`, seed);
    policy = () => deny;
    for (const [method, path, permission] of [
      ['get', `${networks}/seed`, 'interconnect.network.read'],
      ['put', `${networks}/seed`, 'interconnect.network.update'],
      ['put', `${networks}/new`, 'interconnect.network.create'],
      ['delete', `${networks}/seed`, 'interconnect.network.delete'],
      ['post', `${networks}/seed/plan`, 'interconnect.network.update'],
      ['post', `${networks}/new/plan`, 'interconnect.network.create'],
      ['post', `${networks}/seed/repair`, 'interconnect.network.update'],
      ['get', `${networks}/seed/repair-plan`, 'interconnect.network.update'],
      ['get', `${networks}/seed/deletion-plan`, 'interconnect.network.delete'],
      ['get', `${networks}/seed/rollouts`, 'interconnect.network.read'],
      ['get', `${networks}/seed/rollouts/1`, 'interconnect.network.read'],
      ['get', `${networks}/seed/rollouts/1/rollback-plan`, 'interconnect.network.read'],
      ['post', `${networks}/seed/rollouts/1/cancel`, 'interconnect.network.operate'],
      ['post', `${networks}/seed/rollouts/1/retry`, 'interconnect.network.operate'],
      ['get', `${networks}/seed/audit`, 'interconnect.network.read'],
      ['get', '/v1/projects/edge-shop/limits', 'interconnect.network.read'],
      ['get', '/v1/clusters', 'interconnect.cluster.read'],
      ['post', '/codec/decode', 'interconnect.history.decode'],
    ] as const) {
      const answer = await api.call(method, path, method === 'get' ? undefined : seed);
      expect({ method, path, status: answer.status }).toEqual({ method, path, status: 403 });
      expect(answer.body.error.message).toContain(permission);
    }
    const list = await api.call('get', networks);
    expect([list.status, list.body]).toEqual([200, []]);
    const all = await api.call('get', '/v1/networks');
    expect([all.status, all.body]).toEqual([200, []]);
  });

  it('decide about each network of a list, which is paged by what may be seen', async () => {
    for (const [path, name] of [
      [networks, 'one'],
      [warehouse, 'hidden-1'],
      [warehouse, 'hidden-2'],
      [networks, 'two'],
      ['/v1/projects/zoo/networks', 'last'],
    ]) {
      const project = path.split('/')[3];
      await api.networks.saveDocument({
        desired: { project, name, document: { type: 'application-mesh' }, manifests: {} },
        generation: 1,
        revision: undefined,
        audit: {
          time: '2026-01-01T00:00:00Z',
          actor: 'user:default/guest',
          action: 'network.create',
          subject: `${project}/${name}`,
          outcome: 'accepted',
        },
      });
    }
    const read = async (path: string) => {
      const { body, headers } = await api.call('get', path);
      const next = /<\/api\/interconnect(.*)>; rel="next"/.exec(headers.link ?? '')?.[1];
      return { names: body.map((network: any) => network.name), next };
    };
    policy = () => ownedBy('group:default/edge-team');
    expect(await read('/v1/networks')).toEqual({ names: ['one', 'two'], next: undefined });
    expect((await read(networks)).names).toEqual(['one', 'two']);
    expect((await read(warehouse)).names).toEqual([]);

    // Pages are full although what lies between may not be seen.
    policy = () => ({
      ...ownedBy(),
      conditions: {
        not: interconnectConditions.isProjectOwner({ claims: ['group:default/warehouse-team'] }),
      },
    });
    const first = await read('/v1/networks?limit=2');
    expect(first.names).toEqual(['one', 'two']);
    expect(await read(first.next!)).toEqual({ names: ['last'], next: undefined });
  });

  describe('with IS_PROJECT_OWNER', () => {
    beforeEach(() => {
      policy = name =>
        name === 'interconnect.network.read' ? allow : ownedBy('group:default/edge-team');
    });

    it('let owners make and change networks of their projects', async () => {
      expect((await api.call('post', `${networks}/seed/plan`, seed)).status).toBe(200);
      expect((await api.call('put', `${networks}/seed`, seed)).status).toBe(200);
      const described = { ...seed, description: 'Another one' };
      expect((await api.call('put', `${networks}/seed`, described)).status).toBe(200);
      expect((await api.call('get', `${networks}/seed/deletion-plan`)).status).toBe(200);
      expect((await api.call('delete', `${networks}/seed`)).status).toBe(204);
    });

    it('refuse others, who may still read', async () => {
      policy = () => allow;
      await api.call('put', `${warehouse}/stock`, seed);
      policy = name =>
        name === 'interconnect.network.read' ? allow : ownedBy('group:default/edge-team');
      for (const [method, path] of [
        ['put', `${warehouse}/new`],
        ['post', `${warehouse}/new/plan`],
        ['put', `${warehouse}/stock`],
        ['delete', `${warehouse}/stock`],
        ['post', `${warehouse}/stock/repair`],
        ['post', `${warehouse}/stock/rollouts/1/cancel`],
      ] as const) {
        const answer = await api.call(method, path, seed);
        expect({ method, path, status: answer.status }).toEqual({ method, path, status: 403 });
        expect(answer.body.error.message).toMatch(/interconnect\.network\..* for warehouse\//);
      }
      expect((await api.call('get', `${warehouse}/stock`)).status).toBe(200);
      expect((await api.call('get', `${warehouse}/stock/audit`)).body).toHaveLength(5);
    });

    it('name a network that clashes to those alone who may read it', async () => {
      const document = { ...shop, namespace: 'ours' };
      policy = () => allow;
      const { body } = await api.call('put', `${warehouse}/stock`, document);
      const clash = async (method: 'post' | 'put', path: string) => {
        const answer = await api.call(method, path, document);
        expect(answer.status).toBe(400);
        expect(JSON.stringify(answer.body)).toContain("'ours' is held by");
        return JSON.stringify(answer.body);
      };
      for (const isOpen of [true, false]) {
        policy = () => allow;
        const named = await clash('post', `${networks}/new/plan`);
        expect(named).toContain('network warehouse/stock on');
        expect(named).toContain('"holder":{"project":"warehouse","network":"stock"}');
        expect(await clash('put', `${networks}/new`)).toContain('network warehouse/stock on');
        policy = () => ownedBy('group:default/edge-team');
        for (const text of [
          await clash('post', `${networks}/new/plan`),
          await clash('put', `${networks}/new`),
        ]) {
          expect(text).toContain('another network on');
          expect(text).not.toMatch(/warehouse|stock/);
        }
        if (isOpen) await endRollout(api.rollouts, body.rollout.id);
      }
    });

    it('say first that a project is unknown', async () => {
      const answer = await api.call('put', '/v1/projects/nowhere/networks/seed', seed);
      expect(answer.status).toBe(404);
    });

    it('keep what is gone readable for those who could read it', async () => {
      policy = () => ownedBy('group:default/edge-team');
      await api.call('put', `${networks}/seed`, seed);
      await api.call('delete', `${networks}/seed`);
      expect((await api.call('get', `${networks}/seed`)).status).toBe(404);
      expect((await api.call('get', `${networks}/seed/audit`)).body).toHaveLength(2);
      policy = () => ownedBy('group:default/warehouse-team');
      expect((await api.call('get', `${networks}/seed/audit`)).status).toBe(403);
    });
  });

  it('with HAS_MEMBER_CLUSTER are about what is there and about what is asked for', async () => {
    await rollOut(api, temporal, 'shop', shop);
    const without = (cluster: string) => ({
      ...ownedBy(),
      conditions: { not: interconnectConditions.hasMemberCluster({ cluster }) },
    });
    const wider = { ...shop, spokes: [...shop.spokes, { cluster: 'cluster-3' }] };
    const put = async (name: string, body: object) =>
      (
        await api.call(
          'put',
          `${networks}/${name}`,
          body,
          name === 'shop' ? { 'if-match': '*' } : {},
        )
      ).status;

    policy = () => without('cluster-3');
    expect(await put('shop', wider)).toBe(403);
    expect(await put('new', wider)).toBe(403);
    expect(await put('shop', { ...shop, description: 'described' })).toBe(200);
    policy = () => without('cluster-2');
    expect(await put('shop', { ...shop, spokes: [] })).toBe(403);
    expect((await api.call('post', `${networks}/shop/repair`)).status).toBe(403);
    expect((await api.call('get', '/v1/networks')).body).toEqual([]);
    policy = () => ({
      ...ownedBy(),
      conditions: interconnectConditions.hasMemberCluster({ cluster: 'cluster-2' }),
    });
    expect((await api.call('get', '/v1/networks')).body).toHaveLength(1);
    // A body that is no document names no clusters: it may pass, and is refused for what it is.
    policy = () => without('cluster-2');
    expect(await put('new', { hub: 'cluster-2', spokes: 7 })).toBe(400);
  });

  it('are applied to what resource refs name, when the permission backend asks', async () => {
    await rollOut(api, temporal, 'shop', shop);
    const { isProjectOwner, hasMemberCluster } = interconnectConditions;
    const owner = isProjectOwner({ claims: ['group:default/edge-team'] });
    const cases: [string, object, string][] = [
      ['edge-shop/shop', owner, 'ALLOW'],
      ['Edge-Shop/not-there-yet', owner, 'ALLOW'],
      ['edge-shop/', owner, 'ALLOW'],
      ['warehouse/shop', owner, 'DENY'],
      ['nowhere/shop', owner, 'DENY'],
      ['', owner, 'DENY'],
      ['edge-shop/shop', hasMemberCluster({ cluster: 'cluster-2' }), 'ALLOW'],
      ['edge-shop/shop', hasMemberCluster({ cluster: 'cluster-3' }), 'DENY'],
      ['edge-shop/new', hasMemberCluster({ cluster: 'cluster-2' }), 'DENY'],
    ];
    const answer = await request(api.server)
      .post('/api/interconnect/.well-known/backstage/permissions/apply-conditions')
      .set(
        'authorization',
        mockCredentials.service.header({
          onBehalfOf: mockCredentials.service('plugin:permission'),
          targetPluginId: 'interconnect',
        }),
      )
      .send({
        items: cases.map(([resourceRef, conditions], index) => ({
          id: `${index}`,
          resourceType: 'interconnect-network',
          resourceRef,
          conditions,
        })),
      });
    expect(answer.status).toBe(200);
    expect(
      answer.body.items.map(({ result }: { result: string }, index: number) => [
        ...cases[index].slice(0, 2),
        result,
      ]),
    ).toEqual(cases);
  });

  it('leave denied attempts in the audit of the network', async () => {
    await api.call('put', `${networks}/seed`, seed);
    policy = name => (name === 'interconnect.network.read' ? allow : deny);
    await api.call('delete', `${networks}/seed`);
    const { body } = await api.call('get', `${networks}/seed/audit`);
    expect(body[1]).toMatchObject({ action: 'network.delete', outcome: 'refused' });
  });
});
