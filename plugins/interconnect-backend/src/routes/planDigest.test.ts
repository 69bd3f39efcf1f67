import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { networks, rollOut, shop } from '../__testUtils__/rest';
import { Api, startApi } from '../__testUtils__/startApi';

const digestOf = (digest: string) => ({ 'interconnect-plan-digest': digest, 'if-match': '*' });
const configMap = (value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  key: ${value}\n`;

describe('a request that names the plan that was shown', () => {
  let api: Api;
  let temporal: FakeTemporal;

  beforeEach(async () => {
    temporal = new FakeTemporal();
    api = await startApi({ temporal: () => temporal });
  });
  afterEach(() => api.stop());

  const path = `${networks}/shop`;
  const other = digestOf('0'.repeat(64));
  const started = () => temporal.running.size;

  it('is refused when it is no digest', async () => {
    for (const junk of ['x', 'A'.repeat(64), `sha256:${'0'.repeat(64)}`]) {
      const { status, body } = await api.call('put', path, shop, {
        'interconnect-plan-digest': junk,
      });
      expect([status, body.error.name]).toEqual([400, 'InputError']);
    }
  });

  it('puts a document only with this plan', async () => {
    const refused = await api.call('put', path, shop, {
      'interconnect-plan-digest': '0'.repeat(64),
    });
    expect([refused.status, refused.body.error.name]).toEqual([412, 'PlanChangedError']);
    expect(refused.body.error.message).toMatch(/look at the plan again/);
    expect(started()).toBe(0);
    const { digest } = (await api.call('post', `${path}/plan`, shop)).body;
    const put = await api.call('put', path, shop, { 'interconnect-plan-digest': digest });
    expect(put.status).toBe(200);
    const { planDigest } = (await api.call('get', `${path}/rollouts/${put.body.rollout.id}`)).body;
    expect(planDigest).toBe(digest);
  });

  it('is refused when a manifest has other bytes by now', async () => {
    const file = join(api.root, 'web.yaml');
    writeFileSync(file, configMap('shown'));
    const source = { kind: 'manifests', url: 'web.yaml' };
    const application = { name: 'web', clusters: ['cluster-1'], namespace: 'edge-shop', source };
    const document = { ...shop, applications: [application] };
    const { digest } = (await api.call('post', `${path}/plan`, document)).body;
    writeFileSync(file, configMap('other'));
    const headers = { 'interconnect-plan-digest': digest };
    expect((await api.call('put', path, document, headers)).status).toBe(412);
    expect(started()).toBe(0);
    writeFileSync(file, configMap('shown'));
    expect((await api.call('put', path, document, headers)).status).toBe(200);
  });

  it('repairs and deletes only with this plan', async () => {
    await rollOut(api, temporal, 'shop', shop);
    expect((await api.call('post', `${path}/repair`, undefined, other)).status).toBe(412);
    expect((await api.call('delete', path, undefined, other)).status).toBe(412);
    expect(started()).toBe(0);
    const repair = (await api.call('get', `${path}/repair-plan`)).body.digest;
    expect((await api.call('delete', path, undefined, digestOf(repair))).status).toBe(412);
    const deletion = (await api.call('get', `${path}/deletion-plan`)).body.digest;
    expect((await api.call('post', `${path}/repair`, undefined, digestOf(deletion))).status).toBe(
      412,
    );
    expect((await api.call('post', `${path}/repair`, undefined, digestOf(repair))).status).toBe(
      200,
    );
  });
});
