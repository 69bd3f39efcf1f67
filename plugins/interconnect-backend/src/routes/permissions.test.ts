import { coreServices, createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { networks, seed } from '../__testUtils__/rest';
import { Api, startApi } from '../__testUtils__/startApi';

describe('permissions', () => {
  const permissions = mockServices.permissions.mock();
  const features = [
    createServiceFactory({
      service: coreServices.permissions,
      deps: {},
      factory: () => permissions,
    }),
  ];
  let api: Api;
  let allowed: (name: string, resourceRef?: string) => boolean;

  beforeEach(async () => {
    permissions.authorize.mockImplementation(async requests =>
      requests.map(({ permission, resourceRef }) => ({
        result: allowed(permission.name, resourceRef)
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      })),
    );
    allowed = () => true;
    api = await startApi({ temporal: () => new FakeTemporal(), features });
  });
  afterEach(() => api.stop());

  it('are checked on every route, and named', async () => {
    await api.call('put', `${networks}/seed`, seed);
    allowed = () => false;
    for (const [method, path, permission] of [
      ['get', `${networks}/seed`, 'interconnect.network.read'],
      ['put', `${networks}/seed`, 'interconnect.network.update'],
      ['put', `${networks}/new`, 'interconnect.network.create'],
      ['delete', `${networks}/seed`, 'interconnect.network.delete'],
      ['post', `${networks}/seed/plan`, 'interconnect.network.update'],
      ['post', `${networks}/new/plan`, 'interconnect.network.create'],
      ['get', `${networks}/seed/deletion-plan`, 'interconnect.network.delete'],
      ['get', `${networks}/seed/rollouts`, 'interconnect.network.read'],
      ['get', `${networks}/seed/rollouts/1`, 'interconnect.network.read'],
      ['post', `${networks}/seed/rollouts/1/cancel`, 'interconnect.network.operate'],
      ['post', `${networks}/seed/rollouts/1/retry`, 'interconnect.network.operate'],
      ['get', `${networks}/seed/audit`, 'interconnect.network.read'],
      ['get', '/v1/clusters', 'interconnect.cluster.read'],
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

  it('decide about each network of a list', async () => {
    await api.call('put', `${networks}/one`, seed);
    await api.call('put', `${networks}/two`, seed);
    allowed = (_, resourceRef) => resourceRef === 'edge-shop/two';
    const { body } = await api.call('get', networks);
    expect(body.map((network: any) => network.name)).toEqual(['two']);
    const all = await api.call('get', '/v1/networks');
    expect(all.body.map((network: any) => network.name)).toEqual(['two']);
  });

  it('leave denied attempts in the audit of the network', async () => {
    await api.call('put', `${networks}/seed`, seed);
    allowed = name => name === 'interconnect.network.read';
    await api.call('delete', `${networks}/seed`);
    const { body } = await api.call('get', `${networks}/seed/audit`);
    expect(body[1]).toMatchObject({ action: 'network.delete', outcome: 'refused' });
  });
});
