import { coreServices, createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { fieldsOf, networks, rollOut, seed, shop } from '../__testUtils__/rest';
import { Api, startApi } from '../__testUtils__/startApi';
import { as, userInfoOf } from '../__testUtils__/users';

const userInfo = userInfoOf({
  guest: ['group:default/edge-team', 'group:default/platform-team'],
  anna: ['group:default/platform-team'],
  mallory: ['group:default/edge-team'],
});
const production = { environment: 'production' };
const config = (approval: object = {}) => ({
  clusters: [
    { name: 'cluster-2', labels: production },
    { name: 'cluster-3', labels: { environment: 'test' } },
  ],
  approval: { clusterLabels: production, approvers: ['group:default/platform-team'], ...approval },
});
const unguarded = { ...shop, spokes: [{ cluster: 'cluster-3' }] };
const shown = (planDigest: string) => ({ 'interconnect-plan-digest': planDigest });
const reasons = ['cluster-2 has the label environment: production'];
const needed = { reasons, approvers: ['group:default/platform-team'], selfApproval: false };

describe('approvals', () => {
  const permissions = mockServices.permissions.mock();
  const permissionsFactory = createServiceFactory({
    service: coreServices.permissions,
    deps: {},
    factory: () => permissions,
  });
  let api: Api;
  let temporal: FakeTemporal;
  /** Permissions that the policy denies. */
  let denied: string[];

  async function begin(approval?: object) {
    denied = [];
    permissions.authorizeConditional.mockImplementation(async requests =>
      requests.map(({ permission }) => ({
        result: denied.includes(permission.name) ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
      })),
    );
    temporal = new FakeTemporal();
    api = await startApi({
      temporal: () => temporal,
      features: [userInfo, permissionsFactory],
      config: config(approval),
    });
  }
  afterEach(() => api.stop());

  async function ask(document: object = shop) {
    const { status, body } = await api.call('put', `${networks}/shop`, document);
    expect(status).toBe(200);
    const path = `${networks}/shop/rollouts/${body.rollout.id}`;
    const { planDigest } = (await api.call('get', path)).body;
    return { ...body.rollout, path, planDigest };
  }

  /** Approves the plan that the rollout has. */
  async function approve(path: string, user: string, body: object = {}) {
    const { planDigest } = (await api.call('get', path)).body;
    return api.call('post', `${path}/approve`, body, { ...as(user), ...shown(planDigest) });
  }

  it('are asked for when a guarded cluster is a member, and shown before and after', async () => {
    await begin();
    expect((await api.call('post', `${networks}/shop/plan`, shop)).body.approval).toEqual(needed);
    expect((await api.call('post', `${networks}/shop/plan`, unguarded)).body).not.toHaveProperty(
      'approval',
    );
    const { id, state, path } = await ask();
    expect(state).toBe('AwaitingApproval');
    const { body } = await api.call('get', path);
    expect(body).toMatchObject({ state: 'AwaitingApproval', approval: needed });
    const waits = Date.parse(body.approval.expiresAt) - Date.parse(body.startedAt);
    expect(waits).toBe(2 * 24 * 60 * 60 * 1000);
    expect((await api.call('get', `${networks}/shop/rollouts`)).body[0].approval).toEqual(
      body.approval,
    );
    const [input] = temporal.running.values();
    expect(input.approval).toEqual({ ...needed, expiresAfterSeconds: 172_800 });
    expect((await api.rollouts.listOpen()).map(rollout => rollout.id)).toEqual([id]);
  });

  it('are not asked for elsewhere, but to delete what a guarded cluster is part of', async () => {
    await begin();
    await rollOut(api, temporal, 'shop', shop);
    expect((await api.call('get', `${networks}/shop/deletion-plan`)).body.approval).toEqual(needed);
    const { body } = await api.call('delete', `${networks}/shop`, undefined, { 'if-match': '*' });
    expect(body.rollout.state).toBe('AwaitingApproval');
    const other = await api.call('put', `${networks}/other`, {
      ...unguarded,
      hub: {
        cluster: 'cluster-1',
        loadBalancer: { addresses: ['127.20.0.60-127.20.0.70'], allowedSources: ['127.0.0.0/8'] },
      },
    });
    expect(other.body.rollout.state).toBe('Running');
    expect((await api.call('put', `${networks}/seed`, seed)).status).toBe(200);
  });

  it('are decided by somebody of the approvers who did not ask for it', async () => {
    await begin();
    const { path } = await ask();
    const refusals = [
      ['guest', /because you asked for it/],
      ['mallory', /only somebody of group:default\/platform-team can/],
    ] as const;
    for (const [user, message] of refusals) {
      for (const verb of ['approve', 'reject']) {
        const refused = await api.call('post', `${path}/${verb}`, { reason: 'so' }, as(user));
        expect([user, refused.status]).toEqual([user, 403]);
        expect(refused.body.error.message).toMatch(message);
      }
    }
    denied = ['interconnect.network.approve'];
    const denial = await api.call('post', `${path}/approve`, {}, as('anna'));
    expect([denial.status, denial.body.error.message]).toEqual([
      403,
      'You do not have the permission interconnect.network.approve for edge-shop/shop',
    ]);
    expect(temporal.commands).toEqual([]);
    // Nor is the permission to operate the network needed.
    denied = ['interconnect.network.operate'];
    const approved = await approve(path, 'anna', { reason: 'ok' });
    expect(approved.status).toBe(200);
    expect(temporal.commands.map(({ name, command }) => [name, command])).toEqual([
      ['approve', { by: 'user:default/anna', reason: 'ok' }],
    ]);
    const audit = (await api.call('get', `${networks}/shop/audit`)).body;
    expect(
      audit
        .filter(({ outcome }: any) => outcome === 'refused')
        .map(({ actor, action }: any) => [actor, action]),
    ).toEqual([
      ['user:default/guest', 'rollout.approve'],
      ['user:default/guest', 'rollout.reject'],
      ['user:default/mallory', 'rollout.approve'],
      ['user:default/mallory', 'rollout.reject'],
      ['user:default/anna', 'rollout.approve'],
    ]);
  });

  it('are for people: services may ask, and do not decide', async () => {
    await begin();
    const { path } = await ask();
    const refused = await api.call('post', `${path}/approve`, undefined, {
      authorization: mockCredentials.service.header(),
    });
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toMatch(/Only people can decide about this rollout, not /);
  });

  it('are not for who asked through a pipeline: it has to say for whom it asks', async () => {
    await begin();
    const service = (subject: string) => ({
      authorization: mockCredentials.service.header({
        onBehalfOf: mockCredentials.service(subject),
        targetPluginId: 'interconnect',
      }),
    });
    const put = (headers: Record<string, string>) =>
      api.call('put', `${networks}/shop`, shop, headers);
    const nameless = await put(service('external:ci'));
    expect([nameless.status, nameless.body.error.message]).toEqual([
      400,
      expect.stringMatching(/^Interconnect-On-Behalf-Of: is missing: .* service:external:ci/),
    ]);
    for (const wrong of ['anna', 'group:default/platform-team', 'x'.repeat(300)]) {
      const refused = await put({
        ...service('external:ci'),
        'interconnect-on-behalf-of': wrong === 'anna' ? 'group:anna' : wrong,
      });
      expect([wrong, refused.status]).toEqual([wrong, 400]);
    }
    const posing = await put({ 'interconnect-on-behalf-of': 'user:default/mallory' });
    expect(posing.status).toBe(400);
    expect(temporal.running.size).toBe(0);

    const onBehalfOf = { 'interconnect-on-behalf-of': 'User:default/Anna' };
    const { status, body } = await put({ ...service('external:ci'), ...onBehalfOf });
    expect(status).toBe(200);
    const path = `${networks}/shop/rollouts/${body.rollout.id}`;
    expect((await api.call('get', path)).body).toMatchObject({
      requestedBy: 'service:external:ci',
      onBehalfOf: 'user:default/anna',
    });
    expect([...temporal.running.values()][0].onBehalfOf).toBe('user:default/anna');
    const own = await approve(path, 'anna');
    expect([own.status, own.body.error.message]).toEqual([
      403,
      expect.stringMatching(/because you asked for it/),
    ]);
    expect((await approve(path, 'guest')).status).toBe(200);
  });

  it('are not given by a service, and none can be named', async () => {
    await begin();
    const named = { approvers: ['service:external:test-service'] };
    await expect(startApi({ temporal: () => temporal, config: config(named) })).rejects.toThrow(
      /approvers\[0\]: "service:external:test-service" is not one; .*services cannot/,
    );
  });

  it('may be given by who asked where that is allowed, and by a user who is named', async () => {
    await begin({
      allowSelfApproval: true,
      approvers: ['user:default/mallory', 'group:default/platform-team'],
    });
    const { path } = await ask();
    expect((await approve(path, 'guest')).status).toBe(200);
    expect((await approve(path, 'mallory')).status).toBe(200);
  });

  it('are of the plan that was looked at, and of no other one', async () => {
    await begin();
    const { path, planDigest } = await ask();
    const { digest } = (await api.call('post', `${networks}/shop/plan`, shop)).body;
    expect(planDigest).toBe(digest);
    const unseen = await api.call('post', `${path}/approve`, {}, as('anna'));
    expect([unseen.status, unseen.body.error.message]).toEqual([
      428,
      expect.stringContaining('Interconnect-Plan-Digest'),
    ]);
    for (const [verb, body] of [
      ['approve', {}],
      ['reject', { reason: 'no' }],
    ] as const) {
      const other = await api.call('post', `${path}/${verb}`, body, {
        ...as('anna'),
        ...shown('0'.repeat(64)),
      });
      expect([other.status, other.body.error.name]).toEqual([412, 'PlanChangedError']);
    }
    expect(temporal.commands).toEqual([]);
    expect((await approve(path, 'anna')).status).toBe(200);
  });

  it('are rejected with a reason', async () => {
    await begin();
    const { path } = await ask();
    for (const body of [undefined, {}, { reason: ' ' }]) {
      const refused = await api.call('post', `${path}/reject`, body, as('anna'));
      expect([refused.status, fieldsOf(refused)]).toEqual([400, ['reason']]);
    }
    expect((await api.call('post', `${path}/reject`, { reason: 'no' }, as('anna'))).status).toBe(
      200,
    );
    expect(temporal.commands.map(({ name }) => name)).toEqual(['reject']);
  });

  it('are refused where none is needed', async () => {
    await begin();
    const { path } = await ask(unguarded);
    const needless = await api.call('post', `${path}/approve`, {}, as('anna'));
    expect([needless.status, needless.body.error.message]).toEqual([
      409,
      expect.stringMatching(/^Rollout .* needs no approval$/),
    ]);
  });

  it('stop the backend when they are configured wrongly', async () => {
    await begin();
    const wrong = startApi({ temporal: () => temporal, config: config({ approvers: ['ops'] }) });
    await expect(wrong).rejects.toThrow(/interconnect\.approval\.approvers\[0\]: "ops"/);
  });
});
