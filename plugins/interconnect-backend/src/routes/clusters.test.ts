import { mockCredentials } from '@backstage/backend-test-utils';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { networks, shop } from '../__testUtils__/rest';
import { Api, startApi } from '../__testUtils__/startApi';

/** The catalog has no System `secret`, as far as people may see. */
const config = {
  clusters: [
    { name: 'cluster-2', projects: ['Edge-Shop', 'secret'] },
    { name: 'cluster-3', projects: ['secret'] },
    { name: 'cluster-4', projects: ['warehouse'] },
  ],
};

describe('clusters to which the worker cannot sign in', () => {
  const trouble = { cluster: 'cluster-2', reason: 'the plugin aws ended with exit code 255' };
  const listed = async (says: FakeTemporal['says']) => {
    const temporal = new FakeTemporal();
    temporal.says = says;
    const api = await startApi({ temporal: () => temporal });
    const { status, body } = await api.call('get', '/v1/clusters');
    await api.stop();
    expect(status).toBe(200);
    return body.filter(({ unusable }: { unusable?: string }) => unusable !== undefined);
  };

  it('are told, with when it was seen', async () => {
    expect(await listed({ findings: [], more: 0, signIns: [trouble] })).toEqual([
      expect.objectContaining({
        name: 'cluster-2',
        unusable: trouble.reason,
        unusableSeenAt: expect.stringMatching(/^\d{4}-.*Z$/),
      }),
    ]);
  });

  it('are not known while the worker does not answer', async () => {
    expect(await listed(new Error('Temporal does not answer'))).toEqual([]);
  });
});

describe('clusters that are limited to projects', () => {
  let api: Api;

  beforeEach(async () => {
    api = await startApi({ temporal: () => new FakeTemporal(), config });
  });
  afterEach(() => api.stop());

  async function list(query = '', headers = {}) {
    const { body, status } = await api.call('get', `/v1/clusters${query}`, undefined, headers);
    expect(status).toBe(200);
    return Object.fromEntries(body.map(({ name, projects }: any) => [name, projects ?? 'all']));
  }

  it('are shown to those who may see one of the projects', async () => {
    expect(await list()).toEqual({
      'cluster-1': 'all',
      'cluster-2': ['edge-shop'],
      'cluster-4': ['warehouse'],
    });
    const authorization = mockCredentials.service.header();
    expect(Object.keys(await list('', { authorization }))).toHaveLength(4);
  });

  it('are listed by project', async () => {
    expect(Object.keys(await list('?project=edge-shop'))).toEqual(['cluster-1', 'cluster-2']);
    expect(Object.keys(await list('?project=Warehouse'))).toEqual(['cluster-1', 'cluster-4']);
    expect(Object.keys(await list('?project=secret'))).toEqual(['cluster-1']);
    const page = await api.call('get', '/v1/clusters?project=warehouse&limit=1');
    const next = /<\/api\/interconnect(.*)>; rel="next"/.exec(page.headers.link)![1];
    expect(Object.keys(await list(next.slice(next.indexOf('?'))))).toEqual(['cluster-4']);
    expect((await api.call('get', '/v1/clusters?project=a&project=b')).status).toBe(400);
  });

  it('are refused as members in other projects', async () => {
    for (const document of [
      { ...shop, hub: { ...shop.hub, cluster: 'cluster-4' } },
      { ...shop, spokes: [{ cluster: 'cluster-4' }] },
    ]) {
      for (const call of [
        await api.call('put', `${networks}/shop`, document),
        await api.call('post', `${networks}/shop/plan`, document),
      ]) {
        expect(call.status).toBe(400);
        expect(call.body.error.fields).toEqual([
          {
            field: document.spokes[0].cluster === 'cluster-4' ? 'spokes[0].cluster' : 'hub.cluster',
            message: expect.stringMatching(
              /^cluster 'cluster-4' is not for project 'edge-shop' \(by the rule interconnect.clusters/,
            ),
            accepted: 'one of cluster-1, cluster-2',
          },
        ]);
      }
    }
    expect((await api.call('put', `${networks}/shop`, shop)).status).toBe(200);
  });
});
