import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endRollout } from '../__testUtils__/endRollout';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { fieldsOf, networks, rollOut, seed, shop } from '../__testUtils__/rest';
import { Answer, Api, startApi } from '../__testUtils__/startApi';

/** A Service that is exposed. */
const service = (port: string) => `apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    network.app.edge-orchestrator.intel.com/expose-service: "true"
    network.app.edge-orchestrator.intel.com/expose-port: "${port}"
spec: { selector: { app: web }, ports: [{ port: 8080 }] }
`;

describe('bad input', () => {
  let api: Api;
  let temporal: FakeTemporal;

  beforeEach(async () => {
    temporal = new FakeTemporal();
    api = await startApi({ temporal: () => temporal });
  });
  afterEach(() => api.stop());

  async function refused(document: unknown, name = 'bad'): Promise<Answer> {
    const plan = await api.call('post', `${networks}/${name}/plan`, document);
    const put = await api.call('put', `${networks}/${name}`, document);
    expect([plan.status, put.status]).toEqual([400, 400]);
    expect(plan.body.error.message).toBe(put.body.error.message);
    expect((await api.call('get', networks)).body).toEqual([]);
    return put;
  }
  const withManifest = (url: string) => ({
    ...shop,
    applications: [
      {
        name: 'web',
        clusters: ['cluster-1'],
        namespace: 'web',
        expose: true,
        source: { kind: 'manifests', url },
      },
    ],
  });

  it('tells everything at once', async () => {
    const answer = await refused({ type: 'mesh', tpye: 1, spokes: [{ cluster: '' }] }, 'Bad_Name');
    expect(fieldsOf(answer)).toEqual(expect.arrayContaining(['name', 'type', 'tpye']));
    expect(answer.body.error.message).toContain('tpye');
  });

  it('names unknown clusters and those of other projects, and what is known', async () => {
    const spokes = [{ cluster: 'cluster-9' }, { cluster: 'cluster-4' }];
    const answer = await refused({ ...shop, spokes });
    expect(answer.body.error.fields).toEqual([
      {
        field: 'spokes[0].cluster',
        message: "cluster 'cluster-9' is unknown",
        accepted: 'one of cluster-1, cluster-2, cluster-3',
      },
      {
        field: 'spokes[1].cluster',
        message: expect.stringMatching(
          /^cluster 'cluster-4' is not for project 'edge-shop' \(by the rule interconnect.clusters/,
        ),
        accepted: 'one of cluster-1, cluster-2, cluster-3',
      },
    ]);
  });

  it('refuses a project that is no System', async () => {
    for (const path of ['/v1/projects/nope/networks/shop', '/v1/projects/n%20ope/networks/shop']) {
      for (const answer of [
        await api.call('put', path, shop),
        await api.call('post', `${path}/plan`, shop),
      ]) {
        expect(answer.status).toBe(404);
        expect(answer.body.error.message).toMatch(/Project "n.?ope" is unknown/);
      }
    }
    // Entity names are compared without regard to case.
    const answer = await api.call('put', '/v1/projects/Edge-Shop/networks/seed', seed);
    expect(answer.body.project).toBe('edge-shop');
  });

  it('reads what manifests say, and what their Services expose', async () => {
    writeFileSync(join(api.root, 'bad.yaml'), 'kind: [Service\nmetadata: {\n');
    const bad = await refused(withManifest('./bad.yaml'));
    expect(fieldsOf(bad)).toEqual(['applications[0].source.url']);
    expect(bad.body.error.message).toMatch(/line \d+, column \d+/);

    writeFileSync(join(api.root, 'web.yaml'), service('70000'));
    const port = await refused(withManifest('./web.yaml'));
    expect(fieldsOf(port)).toEqual(['applications[0].source.url']);
    expect(port.body.error.message).toMatch(/web.*expose-port.*"70000"/);

    writeFileSync(join(api.root, 'web.yaml'), service('8080'));
    const plan = await api.call('post', `${networks}/shop/plan`, withManifest('./web.yaml'));
    expect(plan.body.addresses).toContain('http://web.interconnect.svc.cluster.local:8080');
    const put = await api.call('put', `${networks}/shop`, withManifest('./web.yaml'));
    expect(put.body.status.services).toEqual([
      {
        application: 'web',
        cluster: 'cluster-1',
        namespace: 'web',
        name: 'web',
        port: 8080,
        addresses: [
          'http://web.interconnect-shop.svc.cluster.local:8080',
          'http://web.interconnect.svc.cluster.local:8080',
        ],
        state: 'Unknown',
      },
    ]);
    const [input] = [...temporal.running.values()];
    expect(Object.values(input.manifests)).toEqual([service('8080')]);
    temporal.running.clear();
    await endRollout(api.rollouts, input.rolloutId);

    // The same document, but other bytes behind its url: that is a change.
    writeFileSync(join(api.root, 'web.yaml'), `${service('8080')}# changed\n`);
    const document = withManifest('./web.yaml');
    expect((await api.call('put', `${networks}/shop`, document)).status).toBe(428);
    const changed = await api.call('put', `${networks}/shop`, document, { 'if-match': '"1"' });
    expect(changed.body).toMatchObject({ generation: 2, rollout: { state: 'Running' } });
  });

  it('refuses what another network has', async () => {
    await rollOut(api, temporal, 'shop', { ...shop, namespace: 'ours' });
    const answer = await api.call('put', `${networks}/other`, { ...shop, namespace: 'ours' });
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer)).toEqual(
      expect.arrayContaining(['namespace', 'hub.loadBalancer.addresses[0]']),
    );
    expect(answer.body.error.message).toContain('edge-shop/shop');
  });

  it('refuses another hub', async () => {
    await rollOut(api, temporal, 'shop', shop);
    const moved = { ...shop, hub: { ...shop.hub, cluster: 'cluster-3' } };
    const answer = await api.call('put', `${networks}/shop`, moved, { 'if-match': '"1"' });
    expect(fieldsOf(answer)).toEqual(['hub.cluster']);
  });

  it('refuses bodies that are not JSON, too big, or of the wrong shape', async () => {
    const raw = (text: string) =>
      api.call('put', `${networks}/bad`, text, { 'content-type': 'application/json' });
    const broken = await raw('{"type": ');
    expect(broken.status).toBe(400);
    expect(broken.body.error).toEqual({
      name: 'InputError',
      message: expect.stringMatching(/^The body is not JSON/),
    });
    expect((await raw(JSON.stringify({ description: 'x'.repeat(2_000_000) }))).status).toBe(413);
    expect((await raw('[]')).status).toBe(400);
    expect((await raw('')).status).toBe(400);
  });

  it('refuses pages that are none', async () => {
    for (const query of ['limit=0', 'limit=501', 'limit=x', 'cursor=x', 'cursor=MQ']) {
      const answer = await api.call('get', `${networks}?${query}`);
      expect({ query, status: answer.status }).toEqual({ query, status: 400 });
    }
  });
});
