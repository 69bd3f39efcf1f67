import { AuthorizeResult, isResourcePermission } from '@backstage/plugin-permission-common';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import { networkResourceType } from '@interconnect/backstage-plugin-interconnect-common';
import {
  createInterconnectConditionalDecision,
  interconnectConditions,
} from '@interconnect/backstage-plugin-interconnect-node';
import createKnex, { Knex } from 'knex';
import request from 'supertest';
import { documentedRoutes, servedRoutes } from '../__testUtils__/apiRoutes';
import { endRollout } from '../__testUtils__/endRollout';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { RealAuth, realAuth } from '../__testUtils__/realAuth';
import { shop } from '../__testUtils__/rest';
import { Api, startApi } from '../__testUtils__/startApi';

/** Who is nobody: 401 on every route. */
const nobodies = ['none', 'junk', 'alg none', 'forged', 'expired'] as const;
/**
 * Who is somebody: of another project, owner of the project, approver; a service with the
 * permissions to read, one with all permissions.
 */
const callers = ['stranger', 'owner', 'approver', 'reader', 'service'] as const;
type Nobody = (typeof nobodies)[number];
type Caller = (typeof callers)[number];

/**
 * What each caller is answered, in the order of `callers`. Lists leave out what may not be seen.
 */
type Row = [number, number, number, number, number];
const list: Row = [200, 200, 200, 200, 200];
const seen: Row = [403, 200, 200, 200, 200];
const changed: Row = [403, 200, 403, 403, 200];
/** Passed: then it is refused because of the harmless `If-Match`. */
const guarded: Row = [403, 412, 403, 403, 412];
/** Seen: then it is refused because the rollout has ended. */
const ended: Row = [403, 409, 409, 409, 409];
/** Passed: then it is refused because the rollout has ended. */
const operated: Row = [403, 409, 403, 403, 409];
/** The same, for people only. */
const skipped: Row = [403, 409, 403, 403, 403];
/** About all networks. Passed: then nothing was sent. */
const decoded: Row = [400, 400, 400, 403, 400];
/** Only people decide, and only who is asked to. */
const decided: Row = [403, 403, 409, 403, 403];

const network = '/v1/projects/{project}/networks/{network}';
const rollout = `${network}/rollouts/{rollout}`;
const expected: Record<string, Row> = {
  'GET /openapi.json': list,
  'GET /v1/networks': list,
  'GET /v1/clusters': list,
  'GET /v1/projects/{project}/networks': list,
  'GET /v1/projects/{project}/limits': seen,
  [`GET ${network}`]: seen,
  [`PUT ${network}`]: changed,
  [`DELETE ${network}`]: guarded,
  [`POST ${network}/plan`]: changed,
  [`POST ${network}/review`]: changed,
  [`POST ${network}/repair`]: guarded,
  [`GET ${network}/repair-plan`]: changed,
  [`POST ${network}/rotate`]: guarded,
  [`GET ${network}/rotate-plan`]: changed,
  [`GET ${network}/deletion-plan`]: changed,
  [`GET ${network}/rollouts`]: seen,
  [`GET ${rollout}`]: seen,
  // Of a rollout that needs no approval: its approvers read theirs, see review.test.ts.
  [`GET ${rollout}/review`]: changed,
  [`GET ${rollout}/rollback-plan`]: ended,
  [`POST ${rollout}/approve`]: decided,
  [`POST ${rollout}/reject`]: decided,
  [`POST ${rollout}/cancel`]: operated,
  [`POST ${rollout}/retry`]: operated,
  [`POST ${rollout}/skip`]: skipped,
  [`POST ${rollout}/pause`]: operated,
  [`POST ${rollout}/resume`]: operated,
  [`POST ${rollout}/rollback`]: operated,
  [`GET ${network}/audit`]: seen,
  'GET /v1/projects/{project}/audit/verification': seen,
  'GET /v1/projects/{project}/audit/export': seen,
  'POST /v1/projects/{project}/audit/heads': seen,
  'POST /codec/decode': decoded,
};

/** Reading is for owners and approvers, approving for approvers, everything else for owners. */
const policy: PermissionPolicy = {
  async handle({ permission }, user) {
    const claims = user?.info.ownershipEntityRefs ?? [];
    const isApprover = claims.includes('group:default/platform-team');
    if (!isResourcePermission(permission, networkResourceType)) {
      return { result: AuthorizeResult.ALLOW };
    }
    if (/\.approve$/.test(permission.name) || (isApprover && /\.read$/.test(permission.name))) {
      return { result: isApprover ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
    }
    return createInterconnectConditionalDecision(
      permission,
      interconnectConditions.isProjectOwner({ claims }),
    );
  },
};

const services = {
  reader: {
    token: 'token-of-the-reader',
    permissions: ['interconnect.network.read', 'interconnect.cluster.read'],
  },
  service: { token: 'token-of-the-service' },
};
const groups = {
  stranger: ['group:default/warehouse-team'],
  owner: ['group:default/edge-team'],
  approver: ['group:default/platform-team'],
};

const document = { ...shop, description: 'as it stands' };
const waiting = {
  ...shop,
  hub: {
    ...shop.hub,
    loadBalancer: { ...shop.hub.loadBalancer, addresses: ['127.20.0.60-127.20.0.70'] },
  },
  spokes: [{ cluster: 'cluster-3' }],
};

describe('every route, for every caller', () => {
  let auth: RealAuth;
  let knex: Knex;
  let api: Api;
  let temporal: FakeTemporal;
  /** Ids of rollouts: of `shop`, which has ended; of `wide`, which waits for approval. */
  const rollouts: Record<string, string> = {};
  /** Of their plans. */
  const digests: Record<string, string> = {};

  const user = (name: keyof typeof groups) => auth.userToken(name, groups[name]);
  const wrong = (how: 'alg none' | 'forged' | 'expired') =>
    auth.userToken('owner', groups.owner, how);
  const tokens: Record<Caller | Nobody, () => string | undefined> = {
    none: () => undefined,
    junk: () => 'eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl',
    'alg none': () => wrong('alg none'),
    forged: () => wrong('forged'),
    expired: () => wrong('expired'),
    stranger: () => user('stranger'),
    owner: () => user('owner'),
    approver: () => user('approver'),
    reader: () => services.reader.token,
    service: () => services.service.token,
  };

  /**
   * Sends what would change something (of `wide`) when it is let through, or what changes nothing
   * then (of `shop`).
   */
  async function send(route: string, caller: Caller | Nobody, harmless: boolean, name?: string) {
    const [method, template] = route.split(' ');
    const command = method === 'POST' && template.includes('{rollout}');
    const of = command && !harmless ? 'wide' : 'shop';
    const path = template
      .replace('{project}', 'edge-shop')
      .replace('{network}', name ?? of)
      .replace('{rollout}', rollouts[of]);
    const call = request(api.server)[method.toLowerCase() as 'get'](`/api/interconnect${path}`);
    const token = tokens[caller]();
    if (token) call.set('authorization', `Bearer ${token}`);
    if (method === 'GET') return call;
    if (/(\{network\}|\/repair|\/rotate)$/.test(template)) {
      const isPut = method === 'PUT';
      call.set('if-match', harmless && !isPut ? '"999"' : '*');
    }
    if (method === 'PUT' || /\{network\}\/(plan|review)$/.test(template)) {
      return call.send(harmless ? document : { ...document, description: 'changed' });
    }
    if (template.endsWith('/approve')) call.set('interconnect-plan-digest', digests[of]);
    return command ? call.send({ reason: 'because' }) : call;
  }

  /** Everything that is kept but the audit, which tells of refusals. */
  async function state(): Promise<string> {
    const tables: { name: string }[] = await knex('sqlite_master')
      .where({ type: 'table' })
      .whereNot('name', 'like', '%audit%')
      .whereNot('name', 'like', 'sqlite%')
      .orderBy('name');
    const rows = await Promise.all(tables.map(({ name }) => knex(name)));
    return JSON.stringify([rows, [...temporal.running], temporal.commands]);
  }

  beforeAll(async () => {
    auth = realAuth(policy, services);
    knex = createKnex({ client: 'better-sqlite3', connection: ':memory:', useNullAsDefault: true });
    temporal = new FakeTemporal();
    api = await startApi({
      temporal: () => temporal,
      features: auth.features,
      root: auth.config,
      knex,
      config: {
        clusters: [{ name: 'cluster-3', labels: { environment: 'production' } }],
        approval: {
          clusterLabels: { environment: 'production' },
          approvers: ['group:default/platform-team'],
        },
      },
    });
    const authorization = `Bearer ${auth.userToken('owner', groups.owner)}`;
    for (const [name, body] of Object.entries({ shop: document, wide: waiting })) {
      const path = `/v1/projects/edge-shop/networks/${name}`;
      const answer = await api.call('put', path, body, { authorization });
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      rollouts[name] = answer.body.rollout.id;
      digests[name] = (await api.rollouts.getRollout(
        'edge-shop',
        name,
        rollouts[name],
      ))!.planDigest;
    }
    temporal.running.clear();
    await endRollout(api.rollouts, rollouts.shop, 'Succeeded');
  });
  afterAll(async () => {
    await api.stop();
    await knex.destroy();
    auth.remove();
  });

  it('is in the table, in the OpenAPI document and in the router', () => {
    const served = servedRoutes().sort();
    expect(served).toEqual(Object.keys(expected).sort());
    expect([...documentedRoutes(), 'GET /openapi.json'].sort()).toEqual(served);
  });

  describe.each(Object.entries(expected))('%s', (route, row) => {
    it.each(nobodies)('is closed for %s', async caller => {
      const before = await state();
      const answer = await send(route, caller, false);
      expect([answer.status, answer.body.error.name]).toEqual([401, 'AuthenticationError']);
      const other = await send(route, caller, false, 'nothing');
      expect(told(other.body, 'nothing')).toEqual(told(answer.body, 'shop'));
      expect(await state()).toBe(before);
    });

    it.each(callers.map((caller, index) => [caller, row[index]] as const))(
      'answers %s with %i',
      async (caller, status) => {
        const refused = status === 403;
        const before = await state();
        const answer = await send(route, caller, !refused);
        expect({ status: answer.status, body: answer.body }).toMatchObject({ status });
        expect(await state()).toBe(before);
      },
    );
  });

  const hidden = Object.keys(expected).filter(
    route => route.includes('{network}') && expected[route][0] === 403,
  );
  it.each(hidden)('%s: tells a stranger nothing of what exists', async route => {
    const answer = await send(route, 'stranger', false);
    expect(answer.body.error.name).toBe('NotAllowedError');
    const other = await send(route, 'stranger', false, 'nothing');
    expect(told(other.body, 'nothing')).toEqual(told(answer.body, 'shop'));
  });

  it('tells a stranger of no network', async () => {
    for (const path of ['/v1/networks', '/v1/projects/{project}/networks']) {
      expect((await send(`GET ${path}`, 'stranger', true)).body).toEqual([]);
      expect((await send(`GET ${path}`, 'owner', true)).body).toHaveLength(2);
    }
  });

  it('would have changed something, had it let them through', async () => {
    const done: [string, Caller][] = [
      [`POST ${rollout}/approve`, 'approver'],
      [`POST ${rollout}/cancel`, 'owner'],
      [`PUT ${network}`, 'owner'],
      [`POST ${network}/repair`, 'owner'],
    ];
    for (const [route, caller] of done) {
      const before = await state();
      expect({ route, status: (await send(route, caller, false)).status }).toMatchObject({
        status: 200,
      });
      expect(await state()).not.toBe(before);
    }
  });

  /** What an answer says, whichever network was asked for. */
  function told(body: unknown, name: string): string {
    return JSON.stringify(body)
      .replaceAll(`/${name}`, '/{network}')
      .replaceAll('/wide', '/{network}');
  }
});
