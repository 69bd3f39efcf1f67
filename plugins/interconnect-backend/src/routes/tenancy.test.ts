import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultLimits } from '@interconnect/backstage-plugin-interconnect-common';
import type { JsonObject } from '@backstage/types';
import createKnex, { Knex } from 'knex';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { fieldsOf, networks, rollOut, seed, shop } from '../__testUtils__/rest';
import { Api, startApi } from '../__testUtils__/startApi';

const application = (namespace: string, source: object, name = 'web') => ({
  ...shop,
  applications: [{ name, clusters: ['cluster-1'], namespace, source }],
});
const existing = { kind: 'existing', services: ['web'] };
const file = { kind: 'manifests', url: './web.yaml' };
const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\n';
const withSources = (...allowedSources: string[]) => ({
  ...shop,
  hub: { ...shop.hub, loadBalancer: { allowedSources } },
});

describe('what a project may do', () => {
  let api: Api;
  let temporal: FakeTemporal;
  let knex: Knex;

  beforeEach(() => {
    knex = createKnex({ client: 'better-sqlite3', connection: ':memory:', useNullAsDefault: true });
  });
  afterEach(async () => {
    await api.stop();
    await knex.destroy();
  });

  async function start(tenancy?: JsonObject, more: JsonObject = {}) {
    temporal = new FakeTemporal();
    const config = { ...more, ...(tenancy && { tenancy }) };
    api = await startApi({ temporal: () => temporal, knex, config });
    writeFileSync(join(api.root, 'web.yaml'), configMap);
  }

  /** Refused by plan and `PUT` alike, which write nothing. */
  async function refused(document: object, field: string, says: RegExp, name = 'refused') {
    const before = (await api.call('get', networks)).body;
    const plan = await api.call('post', `${networks}/${name}/plan`, document);
    const put = await api.call('put', `${networks}/${name}`, document);
    expect([plan.status, put.status]).toEqual([400, 400]);
    expect(plan.body.error.message).toBe(put.body.error.message);
    expect(fieldsOf(put)).toEqual([field]);
    expect(put.body.error.message).toMatch(says);
    expect((await api.call('get', networks)).body).toEqual(before);
    expect(await api.rollouts.listRollouts('edge-shop', name, { limit: 1 })).toEqual([]);
    expect(temporal.running.size).toBe(0);
  }

  const ruleOf = (rule: string) =>
    new RegExp(
      `by the rule interconnect\\.tenancy\\.defaults\\.${rule}, which whoever runs the portal`,
    );

  it('is the safe thing without configuration', async () => {
    await start({});
    const accepted = application('edge-shop', file);
    expect((await api.call('post', `${networks}/shop/plan`, accepted)).status).toBe(200);
    const field = 'applications[0].namespace';
    await refused(application('web', file), field, ruleOf('namespaces'));
    await refused(application('web', existing), field, ruleOf('namespaces'));
    await refused(application('kube-system', file), field, /no configuration can allow it/);
    await refused({ ...shop, namespace: 'edge-shop' }, 'namespace', ruleOf('networkNamespaces'));
    const sources = 'hub.loadBalancer.allowedSources';
    const rule = ruleOf('loadBalancer.allowedSources');
    await refused({ ...shop, hub: { cluster: 'cluster-1' } }, sources, rule);
    await refused(withSources('0.0.0.0/1', '128.0.0.0/1'), sources, rule);
    await refused(withSources('203.0.113.0/24'), `${sources}[0]`, rule);
    const loadBalancer = { ...shop.hub.loadBalancer, addresses: ['203.0.113.0/24'] };
    await refused(
      { ...shop, hub: { cluster: 'cluster-1', loadBalancer } },
      'hub.loadBalancer.addresses[0]',
      ruleOf('loadBalancer.addresses'),
    );
    expect((await api.call('put', `${networks}/seed`, seed)).status).toBe(200);
  });

  it.each([
    ['apps/v1\nkind: ReplicaSet', 'spec: { replicas: 1 }', ruleOf('kinds')],
    ['networking.k8s.io/v1\nkind: NetworkPolicy', '', ruleOf('kinds')],
    [
      'rbac.authorization.k8s.io/v1\nkind: RoleBinding',
      '',
      /RoleBinding web: kind: .*no configuration/,
    ],
    [
      'apps/v1\nkind: DaemonSet',
      'spec: { template: { spec: { hostPID: true, containers: [] } } }',
      /DaemonSet web: spec.template.spec.hostPID: .*no configuration/,
    ],
    [
      'v1\nkind: Service',
      'spec: { externalIPs: [10.0.0.1], ports: [{ port: 80 }] }',
      /spec.externalIPs: .*no configuration/,
    ],
  ])('manifests: %s', async (apiVersionAndKind, spec, says) => {
    await start({});
    const text = `apiVersion: ${apiVersionAndKind}\nmetadata: { name: web }\n${spec}\n`;
    writeFileSync(join(api.root, 'web.yaml'), text);
    await refused(application('edge-shop', file), 'applications[0].source.url', says);
    expect(temporal.running.size).toBe(0);
  });

  it('reads nothing that the project may not use', async () => {
    await start({ defaults: { sources: { files: ['other/*'], urls: [] } } });
    writeFileSync(join(api.root, 'web.yaml'), 'not: [a manifest');
    const field = 'applications[0].source.url';
    await refused(application('edge-shop', file), field, ruleOf('sources.files'));
    const url = 'http://127.0.0.1:9/web.yaml';
    await refused(application('edge-shop', { ...file, url }), field, ruleOf('sources.urls'));
    expect(temporal.running.size).toBe(0);
  });

  it('is configured for projects by pattern, and refusals name the entry', async () => {
    await start(
      {
        contact: 'the platform team',
        projects: [
          {
            project: 'edge-*',
            hubs: [{ labels: { tier: 'hub' } }],
            namespaces: ['tills'],
            sources: { existing: false, files: [] },
            quotas: { members: 2 },
          },
        ],
      },
      { clusters: [{ name: 'cluster-1', labels: { tier: 'hub' } }] },
    );
    const rule = (name: string) =>
      new RegExp(
        `interconnect\\.tenancy\\.projects\\[0\\]\\.${name}, which the platform team can change`,
      );
    await refused(
      application('tills', existing),
      'applications[0].source.kind',
      rule('sources.existing'),
    );
    await refused(application('tills', file), 'applications[0].source.url', rule('sources.files'));
    await refused(
      { ...shop, spokes: [{ cluster: 'cluster-2' }, { cluster: 'cluster-3' }] },
      'spokes',
      rule('quotas.members'),
    );
    await refused(
      { ...shop, hub: { ...shop.hub, cluster: 'cluster-3' } },
      'hub.cluster',
      rule('hubs'),
    );
    const listed = await api.call('get', '/v1/clusters?project=edge-shop');
    expect(listed.body).toHaveLength(4);
    const other = '/v1/projects/warehouse/networks/stock/plan';
    expect((await api.call('post', other, application('warehouse', existing))).status).toBe(200);
  });

  it('counts networks, and lets those change that are there', async () => {
    await start({ defaults: { quotas: { networks: 1 } } });
    await rollOut(api, temporal, 'shop', shop);
    await refused(seed, 'name', ruleOf('quotas.networks'), 'second');
    const changed = { ...shop, description: 'changed' };
    const answer = await api.call('put', `${networks}/shop`, changed, { 'if-match': '*' });
    expect(answer.status).toBe(200);
    expect((await api.call('put', '/v1/projects/warehouse/networks/own', seed)).status).toBe(200);
  });

  it('counts bytes of manifests, the same ones once', async () => {
    await start({ defaults: { quotas: { manifestBytes: Buffer.byteLength(configMap) } } });
    const [one] = application('edge-shop', file).applications;
    const twice = { ...shop, applications: [one, { ...one, name: 'b', clusters: ['cluster-2'] }] };
    expect((await api.call('post', `${networks}/shop/plan`, twice)).status).toBe(200);
    writeFileSync(join(api.root, 'web.yaml'), `${configMap}# more`);
    await refused(twice, 'applications', ruleOf('quotas.manifestBytes'));
  });

  it('is no namespace that another project uses on the same cluster', async () => {
    await start();
    const theirs = await api.call(
      'put',
      '/v1/projects/warehouse/networks/stock',
      application('web', existing, 'stock'),
    );
    expect(theirs.status).toBe(200);
    temporal.running.clear();
    const hub = { ...shop.hub, loadBalancer: { allowedSources: ['127.0.0.0/8'] } };
    const ours = { ...application('web', existing, 'front'), hub };
    const put = await api.call('put', `${networks}/shop`, ours);
    expect(put.status).toBe(400);
    expect(put.body.error.fields).toContainEqual({
      field: 'applications[0].namespace',
      message:
        "'web' is used by network warehouse/stock, of another project, on cluster 'cluster-1'",
      holder: { project: 'warehouse', network: 'stock' },
      accepted: 'a namespace that no other project uses there',
    });
  });

  it('is asked again before a repair: it may have become less', async () => {
    await start();
    await rollOut(api, temporal, 'shop', application('web', file));
    const narrowed: [JsonObject, string][] = [
      [{}, 'applications[0].namespace'],
      [{ defaults: { namespaces: ['web'], kinds: ['Service'] } }, 'applications[0].source.url'],
    ];
    for (const [tenancy, field] of narrowed) {
      await api.stop();
      await start(tenancy);
      const preview = await api.call('get', `${networks}/shop/repair-plan`);
      const repair = await api.call('post', `${networks}/shop/repair`);
      expect([preview.status, repair.status]).toEqual([400, 400]);
      expect(fieldsOf(repair)).toEqual([field]);
      expect(temporal.running.size).toBe(0);
      expect((await api.call('get', `${networks}/shop/deletion-plan`)).status).toBe(200);
    }
  });

  it('can be read', async () => {
    await start({ contact: 'us', projects: [{ project: 'edge-*', kinds: ['Service'] }] });
    const { status, body } = await api.call('get', '/v1/projects/Edge-Shop/limits');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      project: 'edge-shop',
      contact: 'us',
      filesRoot: 'manifests',
      limits: { ...defaultLimits, namespaces: ['edge-shop', 'edge-shop-*'], kinds: ['Service'] },
      rules: {
        kinds: 'interconnect.tenancy.projects[0].kinds',
        members: 'interconnect.tenancy.defaults.quotas.members',
      },
    });
    expect((await api.call('get', '/v1/projects/nope/limits')).status).toBe(404);
  });

  it('stops the start when its configuration is wrong', async () => {
    const wrong = startApi({
      temporal: () => new FakeTemporal(),
      config: { tenancy: { defaults: { namespace: ['a'] } } },
    });
    await expect(wrong).rejects.toThrow(/interconnect\.tenancy\.defaults: 'namespace' is no key/);
    await start();
  });
});
