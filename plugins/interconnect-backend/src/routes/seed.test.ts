import { mockCredentials } from '@backstage/backend-test-utils';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { networks, seed } from '../__testUtils__/rest';
import { Answer, Api, startApi } from '../__testUtils__/startApi';

describe('the REST API', () => {
  let api: Api;
  let temporal: FakeTemporal;

  beforeEach(async () => {
    temporal = new FakeTemporal();
    api = await startApi({ temporal: () => temporal });
  });
  afterEach(() => api.stop());

  describe("the seed's calls", () => {
    it('make a network without members, twice the same, and list it', async () => {
      const first = await api.call('put', `${networks}/seed`, seed);
      expect(first.status).toBe(200);
      expect(first.headers.etag).toBe('"1"');
      expect(first.body).toEqual({
        project: 'edge-shop',
        name: 'seed',
        generation: 1,
        spec: seed,
        status: { phase: 'Empty', members: [], services: [] },
      });
      expect((await api.call('put', `${networks}/seed`, seed)).body).toEqual(first.body);
      expect((await api.call('get', networks)).body).toEqual([first.body]);
      expect(temporal.running.size).toBe(0);
    });

    it('need credentials', async () => {
      for (const [method, path] of [
        ['get', networks],
        ['get', `${networks}/seed`],
        ['put', `${networks}/seed`],
        ['delete', `${networks}/seed`],
        ['post', `${networks}/seed/plan`],
        ['get', `${networks}/seed/rollouts`],
        ['get', `${networks}/seed/rollouts/1`],
        ['post', `${networks}/seed/rollouts/1/cancel`],
        ['get', `${networks}/seed/audit`],
        ['get', '/v1/clusters'],
      ] as const) {
        const header = { authorization: mockCredentials.none.header() };
        const answer = await api.call(method, path, method === 'get' ? undefined : {}, header);
        expect({ path, status: answer.status }).toEqual({ path, status: 401 });
      }
    });

    it('work for services too, which the audit calls by their kind and subject', async () => {
      const authorization = mockCredentials.service.header({
        onBehalfOf: mockCredentials.service('external:ci'),
        targetPluginId: 'interconnect',
      });
      const answer = await api.call('put', `${networks}/seed`, seed, { authorization });
      expect(answer.status).toBe(200);
      const { body } = await api.call('get', `${networks}/seed/audit`);
      expect(body[0].actor).toBe('service:external:ci');
    });
  });

  it('knows clusters, without credentials', async () => {
    const { body } = await api.call('get', '/v1/clusters');
    expect(body.map((cluster: any) => cluster.name)).toEqual([
      'cluster-1',
      'cluster-2',
      'cluster-3',
      'cluster-4',
    ]);
    expect(body[3].projects).toEqual(['warehouse']);
    expect(JSON.stringify(body)).not.toContain('none');
    const page = await api.call('get', '/v1/clusters?limit=2');
    expect(page.body).toHaveLength(2);
    const next = /<\/api\/interconnect(.*)>; rel="next"/.exec(page.headers.link)![1];
    expect((await api.call('get', next)).body[0].name).toBe('cluster-3');
  });

  it('pages rollouts and audit', async () => {
    await api.call('put', `${networks}/seed`, seed);
    for (let index = 0; index < 4; index++) {
      await api.call('put', `${networks}/seed`, { ...seed, description: `${index}` });
    }
    const seen: number[] = [];
    let path: string | undefined = `${networks}/seed/audit?limit=2`;
    while (path) {
      const { body, headers }: Answer = await api.call('get', path);
      seen.push(...body.map((entry: any) => entry.sequence));
      path = /<\/api\/interconnect(.*)>/.exec(headers.link ?? '')?.[1];
    }
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  it('does not answer 304: the status changes without the document', async () => {
    await api.call('put', `${networks}/seed`, seed);
    const answer = await api.call('get', `${networks}/seed`, undefined, { 'if-none-match': '"1"' });
    expect(answer.status).toBe(200);
  });
});
