import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { networks, rollOut, shop } from '../__testUtils__/rest';
import { Api, startApi } from '../__testUtils__/startApi';
import { TemporalUnavailableError } from '../temporal/errors';

const manifest = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n';
const source = { kind: 'manifests', url: 'web.yaml' };
const web = { name: 'web', clusters: ['cluster-1', 'cluster-2'], namespace: 'edge-shop', source };
const document = { ...shop, applications: [web] };
const path = `${networks}/shop`;
const refused = {
  cluster: 'cluster-1',
  application: 'web',
  finding: 'refused' as const,
  text: 'cluster-1 cannot change Service edge-shop/web: spec.clusterIP: field is immutable',
};

describe('a plan asks the clusters', () => {
  let api: Api;
  let temporal: FakeTemporal;

  beforeEach(async () => {
    temporal = new FakeTemporal();
    api = await startApi({ temporal: () => temporal });
    writeFileSync(join(api.root, 'web.yaml'), manifest);
  });
  afterEach(() => api.stop());

  it('about every step that writes, but not about what only looks', async () => {
    const seed = { type: 'application-mesh' };
    expect((await api.call('post', `${path}/plan`, seed)).status).toBe(200);
    expect(temporal.asked).toEqual([]);
    expect((await api.call('post', `${path}/plan`, document)).status).toBe(200);
    const [{ steps, manifests }] = temporal.asked;
    expect(steps.map(({ kind, cluster }) => [kind, cluster])).toEqual([
      ['createNetwork', 'cluster-1'],
      ['deployLoadBalancer', 'cluster-1'],
      ['deploySkupper', 'cluster-1'],
      ['deploySkupper', 'cluster-2'],
      ['linkSpoke', 'cluster-2'],
      ['deployApplication', 'cluster-1'],
      ['deployApplication', 'cluster-2'],
    ]);
    expect(Object.values(manifests)).toEqual([manifest]);
  });

  it('and is refused when one of them refuses; a request is not, and starts its rollout', async () => {
    temporal.says = { findings: [refused], more: 0 };
    const { status, body } = await api.call('post', `${path}/plan`, document);
    expect([status, body.error.name]).toEqual([400, 'InputError']);
    expect(body.error.fields).toEqual([
      { field: 'applications[0].source.url', message: refused.text },
    ]);
    temporal.asked.splice(0);
    expect((await api.call('put', path, document)).status).toBe(200);
    expect(temporal.asked).toEqual([]);
  });

  it('and tells what they say besides', async () => {
    const replaced = { ...refused, finding: 'replaced' as const, text: 'Job edge-shop/migrate' };
    temporal.says = { findings: [replaced], more: 0 };
    const { body } = await api.call('post', `${path}/plan`, document);
    expect(body.warnings).toContain(
      'web on cluster-1: Job edge-shop/migrate cannot be changed, so it is removed and runs anew',
    );
  });

  it('and says so when they could not be asked', async () => {
    temporal.says = new TemporalUnavailableError(
      'Temporal at test:1: deadline exceeded',
      'unknown',
    );
    const { status, body } = await api.call('post', `${path}/plan`, document);
    expect(status).toBe(200);
    expect(body.warnings).toContainEqual(
      expect.stringMatching(/^applications: the clusters have not been asked .*deadline exceeded/),
    );
  });

  it('about what it takes back, also before a deletion', async () => {
    await rollOut(api, temporal, 'shop', document);
    const lacking = { ...refused, finding: 'warning' as const, text: 'cannot be removed: …' };
    temporal.says = { findings: [lacking], more: 0 };
    const one = { ...document, applications: [{ ...web, clusters: ['cluster-2'] }] };
    const update = await api.call('post', `${path}/plan`, one);
    const deletion = await api.call('get', `${path}/deletion-plan`);
    for (const { body } of [update, deletion]) {
      expect(body.warnings).toContain(`web on cluster-1: ${lacking.text}`);
    }
    const removed = temporal.asked.map(asked =>
      asked.removed?.map(({ kind, cluster }) => `${kind} ${cluster}`),
    );
    expect(removed[0]).toEqual(['deployApplication cluster-1']);
    expect(removed[1]).toEqual(
      expect.arrayContaining(['createNetwork cluster-1', 'linkSpoke cluster-2']),
    );
    expect(temporal.asked[1].steps).toEqual([]);
  });

  it('also of a repair, with the bytes that were stored', async () => {
    await rollOut(api, temporal, 'shop', document);
    writeFileSync(join(api.root, 'web.yaml'), 'something: else\n');
    temporal.says = { findings: [{ ...refused, finding: 'warning' }], more: 0 };
    const { body } = await api.call('get', `${path}/repair-plan`);
    expect(body.warnings).toContain(`web on cluster-1: ${refused.text}`);
    expect(Object.values(temporal.asked[0].manifests)).toEqual([manifest]);
  });
});
