import { coreServices, createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { networks, seed } from '../__testUtils__/rest';
import { Answer, Api, startApi } from '../__testUtils__/startApi';
import { as } from '../__testUtils__/users';
import { readOpenApi } from '../schema/openApi';

const service = { authorization: mockCredentials.service.header() };

describe('rate limits', () => {
  const auditor = mockServices.auditor.mock();
  const fail = jest.fn();
  const permissions = mockServices.permissions.mock();
  let denied = false;
  let api: Api;

  const start = async (rateLimits: object) => {
    api = await startApi({
      temporal: () => new FakeTemporal(),
      config: { rateLimits: { ...rateLimits } },
      features: [
        createServiceFactory({
          service: coreServices.auditor,
          deps: {},
          factory: () => auditor,
        }),
        createServiceFactory({
          service: coreServices.permissions,
          deps: {},
          factory: () => permissions,
        }),
      ],
    });
  };
  const plan = (headers: object, project = 'edge-shop', body: unknown = seed): Promise<Answer> =>
    api.call('post', `/v1/projects/${project}/networks/seed/plan`, body, { ...headers });
  const refused = (eventId: string) =>
    auditor.createEvent.mock.calls.filter(([event]) => event.eventId === eventId);

  beforeEach(() => {
    denied = false;
    const result = () =>
      denied
        ? ({ result: AuthorizeResult.DENY } as const)
        : ({ result: AuthorizeResult.ALLOW } as const);
    permissions.authorize.mockImplementation(async asked => asked.map(result));
    permissions.authorizeConditional.mockImplementation(async asked => asked.map(result));
    auditor.createEvent.mockReset().mockResolvedValue({ success: async () => {}, fail });
    fail.mockReset();
  });
  afterEach(() => api.stop());

  it('are those of each user and each service: others go on', async () => {
    await start({ changesPerCaller: 3 });
    for (const caller of [as('lena'), as('omar'), service]) {
      for (let count = 1; count <= 3; count++) {
        expect((await plan(caller)).status).toBe(200);
      }
      const answer = await plan(caller);
      expect(answer.status).toBe(429);
      const { name, message, retryAfterSeconds } = answer.body.error;
      expect(name).toBe('TooManyRequestsError');
      expect(answer.headers['retry-after']).toBe(`${retryAfterSeconds}`);
      expect(retryAfterSeconds).toBeGreaterThanOrEqual(1);
      expect(retryAfterSeconds).toBeLessThanOrEqual(60);
      expect(message).toBe(
        `More than 3 changes and plans of yours in a minute: try again in ${retryAfterSeconds} seconds`,
      );
      // Reading is counted apart.
      expect((await api.call('get', networks, undefined, caller)).status).toBe(200);
    }
  });

  it('are audited once a minute, not with each request', async () => {
    await start({ changesPerCaller: 1 });
    await plan(as('lena'));
    for (let count = 1; count <= 5; count++) {
      expect((await plan(as('lena'))).status).toBe(429);
    }
    expect(refused('rate-limit')).toHaveLength(1);
    expect(fail).toHaveBeenCalledTimes(1);
    expect(refused('network-plan')).toHaveLength(1);
  });

  it('come before anything is read or done, on every route that changes or plans', async () => {
    await start({ changesPerCaller: 1 });
    await plan(as('lena'));
    const tried: string[] = [];
    const { paths } = readOpenApi() as { paths: Record<string, Record<string, unknown>> };
    for (const [template, operations] of Object.entries(paths)) {
      const path = template
        .replace('{project}', 'edge-shop')
        .replace('{command}', 'cancel')
        .replace(/\{\w+\}/g, 'seed');
      for (const method of Object.keys(operations)) {
        if (method === 'parameters' || (method === 'get' && !path.endsWith('-plan'))) continue;
        // Reads, by POST.
        if (path === '/codec/decode') continue;
        tried.push(path);
        const answer = await request(api.server)
          [method as 'post'](`/api/interconnect${path}`)
          .set({ ...as('lena'), 'content-type': 'application/json' })
          .send('{ no JSON');
        expect({ method, path, status: answer.status }).toEqual({ method, path, status: 429 });
      }
    }
    expect(tried.length).toBeGreaterThanOrEqual(7);
    expect(await api.networks.getNetwork('edge-shop', 'seed')).toBeUndefined();
    expect(await api.audit.listAudit('edge-shop', 'seed', { limit: 10 })).toEqual([]);
  });

  it('of a project are for all who may change it together, and for no other project', async () => {
    await start({ changesPerProject: 2 });
    expect((await plan(as('lena'))).status).toBe(200);
    expect((await plan(as('omar'), 'Edge-Shop')).status).toBe(200);
    const answer = await plan(as('ines'));
    expect(answer.status).toBe(429);
    expect(answer.body.error.message).toMatch(/^More than 2 changes and plans of the project/);
    expect((await plan(as('ines'), 'warehouse')).status).toBe(200);
  });

  it('of a project cannot be used up by strangers', async () => {
    await start({ changesPerProject: 2 });
    denied = true;
    for (let count = 1; count <= 5; count++) {
      expect((await plan(as('mallory'))).status).toBe(403);
      expect((await plan(as('mallory'), 'nowhere')).status).toBe(404);
    }
    denied = false;
    expect((await plan(as('lena'))).status).toBe(200);
  });

  it('of reading are their own, and what the portal asks for stays far below them', async () => {
    await start({ readsPerCaller: 2 });
    const read = () => api.call('get', networks, undefined, as('lena'));
    expect([(await read()).status, (await read()).status]).toEqual([200, 200]);
    expect((await read()).status).toBe(429);
    expect((await plan(as('lena'))).status).toBe(200);
  });
});
