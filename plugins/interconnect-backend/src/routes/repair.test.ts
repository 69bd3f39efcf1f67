import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServiceFactory, coreServices } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type {
  MemberObservation,
  NetworkObservation,
} from '@interconnect/backstage-plugin-interconnect-common';
import createKnex from 'knex';
import { endRollout } from '../__testUtils__/endRollout';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { fieldsOf, networks, rollOut, seed, shop } from '../__testUtils__/rest';
import { Api, startApi } from '../__testUtils__/startApi';

const observedAt = '2026-11-22T10:00:00.000Z';
const hub: MemberObservation = { cluster: 'cluster-1', role: 'hub', state: 'Ready', observedAt };
const spoke: MemberObservation = {
  cluster: 'cluster-2',
  role: 'spoke',
  state: 'Ready',
  observedAt,
  link: { state: 'Up' },
};
const observed = (...members: MemberObservation[]): NetworkObservation => ({
  observedAt,
  members,
  services: [],
});
const good = observed(hub, spoke);
const bad = observed(hub, { ...spoke, state: 'NotReady', message: 'somebody deleted its Link' });

const all = [
  'createNetwork@cluster-1',
  'deployLoadBalancer@cluster-1',
  'deploySkupper@cluster-1',
  'deploySkupper@cluster-2',
  'linkSpoke@cluster-2',
  'verify',
];
const idsOf = (steps: { id: string }[]) => steps.map(({ id }) => id);

describe('repair', () => {
  const auditor = mockServices.auditor.mock();
  const features = [
    createServiceFactory({ service: coreServices.auditor, deps: {}, factory: () => auditor }),
  ];
  let api: Api;
  let temporal: FakeTemporal;
  const path = `${networks}/shop`;
  const repair = (headers: Record<string, string> = {}) =>
    api.call('post', `${path}/repair`, undefined, headers);
  const input = () => [...temporal.running.values()][0];

  beforeEach(async () => {
    auditor.createEvent
      .mockReset()
      .mockResolvedValue({ success: async () => {}, fail: async () => {} });
    temporal = new FakeTemporal();
    api = await startApi({ temporal: () => temporal, features });
  });
  afterEach(() => api.stop());

  it('applies everything again, as the preview shows, whatever was observed', async () => {
    await rollOut(api, temporal, 'shop', shop, good);
    const preview = await api.call('get', `${path}/repair-plan`);
    expect(preview.status).toBe(200);
    expect(preview.body.operation).toBe('repair');
    expect(idsOf(preview.body.steps)).toEqual(all);
    expect(preview.body.steps[4].summary).toBe('cluster-2: link to hub cluster-1 (repair)');
    expect((await api.call('get', path)).body.rollout).toBeUndefined();

    const answer = await repair({ 'if-match': '"1"' });
    expect(answer.status).toBe(200);
    expect(answer.headers.etag).toBe('"1"');
    expect(answer.body).toMatchObject({
      generation: 1,
      spec: shop,
      status: { phase: 'Progressing' },
      rollout: { state: 'Running' },
    });
    expect(input()).toMatchObject({
      operation: 'repair',
      generation: 1,
      desired: { document: shop },
      previous: { document: shop },
      planDigest: preview.body.digest,
    });
    const { body } = await api.call('get', `${path}/rollouts/${answer.body.rollout.id}`);
    expect([body.operation, idsOf(body.steps)]).toEqual(['repair', all]);
  });

  it('leaves the network as it was asked for, with the same generation', async () => {
    await rollOut(api, temporal, 'shop', shop, bad);
    const { body } = await repair();
    temporal.running.clear();
    const later = { ...good, observedAt: '2026-11-22T10:01:00.000Z' };
    await endRollout(api.rollouts, body.rollout.id, 'Succeeded', later);
    const after = await api.call('get', path);
    expect(after.body).toMatchObject({ generation: 1, spec: shop, status: { phase: 'Ready' } });
  });

  it('is in both audits: what was accepted, and what was refused', async () => {
    await rollOut(api, temporal, 'shop', shop);
    expect((await repair({ 'if-match': '"7"' })).status).toBe(412);
    const { body } = await repair();
    const audit = (await api.call('get', `${path}/audit`)).body;
    expect(audit.slice(-2)).toMatchObject([
      { action: 'network.repair', outcome: 'refused', actor: 'user:default/guest' },
      { action: 'network.repair', outcome: 'accepted', rolloutId: body.rollout.id },
    ]);
    const events = auditor.createEvent.mock.calls.map(([event]) => event);
    expect(events.filter(({ eventId }) => eventId === 'network-repair')).toMatchObject([
      { severityLevel: 'medium', meta: { project: 'edge-shop', network: 'shop' } },
      {},
    ]);
  });

  it('is refused while a rollout is open, which it names', async () => {
    const { body } = await api.call('put', path, shop);
    const answer = await repair();
    expect(answer.status).toBe(409);
    expect(answer.body.error.rollout).toMatchObject({ id: body.rollout.id, state: 'Running' });
  });

  it('is refused when there is no network, or nothing of it is applied', async () => {
    expect((await repair()).status).toBe(404);
    expect((await api.call('get', `${path}/repair-plan`)).status).toBe(404);
    await api.call('put', path, seed);
    for (const answer of [await repair(), await api.call('get', `${path}/repair-plan`)]) {
      expect(answer.status).toBe(409);
      expect(answer.body.error.message).toContain('Nothing of network "shop" is applied');
    }
    expect(temporal.running.size).toBe(0);
  });

  it('is started once when several ask at the same time', async () => {
    await rollOut(api, temporal, 'shop', shop);
    const answers = await Promise.all([1, 2, 3].map(() => repair()));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(temporal.running.size).toBe(1);
  });

  it('applies the bytes that were applied, and does not read their url again', async () => {
    const file = join(api.root, 'config.yaml');
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n';
    writeFileSync(file, text);
    const document = {
      ...shop,
      applications: [
        {
          name: 'settings',
          clusters: ['cluster-2'],
          namespace: 'shop',
          source: { kind: 'manifests', url: './config.yaml' },
        },
      ],
    };
    await rollOut(api, temporal, 'shop', document, good);
    writeFileSync(file, 'not: [a manifest');
    expect((await repair()).status).toBe(200);
    expect(Object.values(input().manifests)).toEqual([text]);
  });

  it('removes what stands and is not asked for any more', async () => {
    await rollOut(api, temporal, 'shop', shop, good);
    const { body } = await api.call('put', path, { ...shop, spokes: [] }, { 'if-match': '*' });
    temporal.running.clear();
    await endRollout(api.rollouts, body.rollout.id, 'Failed');
    const { steps } = (await api.call('get', `${path}/repair-plan`)).body;
    expect(steps.map((step: any) => `${step.action} ${step.id}`)).toEqual([
      'apply createNetwork@cluster-1',
      'apply deployLoadBalancer@cluster-1',
      'apply deploySkupper@cluster-1',
      'remove linkSpoke@cluster-2',
      'remove deploySkupper@cluster-2',
      'apply verify',
    ]);
  });

  describe('by PUT of the same document', () => {
    const put = () => api.call('put', path, shop);
    const preview = async () => (await api.call('post', `${path}/plan`, shop)).body;

    it.each([
      ['a member is not ready', bad],
      ['a link is down', observed(hub, { ...spoke, link: { state: 'Down' } })],
    ])('is started while %s', async (_, observation) => {
      await rollOut(api, temporal, 'shop', shop, observation);
      expect((await api.call('get', path)).body.status.phase).toBe('Degraded');
      const plan = await preview();
      expect([plan.operation, idsOf(plan.steps)]).toEqual(['repair', all]);
      const answer = await put();
      expect(answer.body).toMatchObject({ generation: 1, rollout: { state: 'Running' } });
      expect(input()).toMatchObject({ operation: 'repair', planDigest: plan.digest });
    });

    it.each([
      ['everything is ready', good],
      ['something is unknown', observed(hub, { ...spoke, state: 'Unknown' })],
      ['nothing was observed', undefined],
    ])('is not started while %s', async (_, observation) => {
      await rollOut(api, temporal, 'shop', shop, observation);
      expect((await preview()).steps).toEqual([]);
      const answer = await put();
      expect(answer.status).toBe(200);
      expect(answer.body.rollout).toBeUndefined();
      expect(temporal.running.size).toBe(0);
    });
  });
});

describe('a repair of what is guarded by now', () => {
  it('waits for an approval, or is refused for clusters that were taken from the project', async () => {
    const knex = createKnex({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
    const during = async (config: object, work: (api: Api, temporal: FakeTemporal) => unknown) => {
      const temporal = new FakeTemporal();
      const api = await startApi({ temporal: () => temporal, knex, config: { ...config } });
      try {
        await work(api, temporal);
      } finally {
        await api.stop();
      }
    };
    await during({}, (api, temporal) => rollOut(api, temporal, 'shop', shop, good));
    const elsewhere = { clusters: [{ name: 'cluster-2', projects: ['warehouse'] }] };
    await during(elsewhere, async (api, temporal) => {
      const answer = await api.call('post', `${networks}/shop/repair`);
      expect(answer.status).toBe(400);
      expect(fieldsOf(answer)).toEqual(['spokes[0].cluster']);
      expect(temporal.running.size).toBe(0);
    });
    const labels = { environment: 'production' };
    const guarded = {
      clusters: [{ name: 'cluster-2', labels }],
      approval: { clusterLabels: labels, approvers: ['group:default/platform-team'] },
    };
    await during(guarded, async api => {
      const { body } = await api.call('get', `${networks}/shop/repair-plan`);
      expect(body.approval.approvers).toEqual(['group:default/platform-team']);
      const answer = await api.call('post', `${networks}/shop/repair`);
      expect(answer.body.rollout.state).toBe('AwaitingApproval');
    });
    await knex.destroy();
  });
});
