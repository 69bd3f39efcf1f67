import { generateKeyPairSync } from 'node:crypto';
import { coreServices, createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { verifyExport } from '@interconnect/backstage-plugin-interconnect-node';
import request from 'supertest';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { networks, seed } from '../__testUtils__/rest';
import { Api, startApi } from '../__testUtils__/startApi';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const audit = '/v1/projects/edge-shop/audit';

describe('the audit of a project', () => {
  const permissions = mockServices.permissions.mock();
  let denied: string[];
  let api: Api;

  beforeEach(async () => {
    denied = [];
    permissions.authorizeConditional.mockImplementation(async requests =>
      requests.map(({ permission }) => ({
        result: denied.includes(permission.name) ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
      })),
    );
    api = await startApi({
      temporal: () => new FakeTemporal(),
      features: [
        createServiceFactory({
          service: coreServices.permissions,
          deps: {},
          factory: () => permissions,
        }),
      ],
      config: { signing: { keys: [{ id: 'one', privateKey: pem }] } },
    });
  });
  afterEach(() => api.stop());

  const exported = async () => {
    const answer = await request(api.server)
      .get(`/api/interconnect${audit}/export`)
      .set('authorization', mockCredentials.user.header('user:default/guest'))
      .buffer(true)
      .parse((res, done) => {
        let text = '';
        res.on('data', chunk => (text += chunk));
        res.on('end', () => done(null, text));
      });
    return { ...answer, lines: String(answer.body).split('\n') };
  };

  it('keeps what was refused of networks that were never there', async () => {
    expect((await api.call('put', `${networks}/never`, { type: 'x' })).status).toBe(400);
    expect((await api.call('delete', `${networks}/never`)).status).toBe(404);
    denied = ['interconnect.network.create'];
    expect((await api.call('put', `${networks}/never`, seed)).status).toBe(403);
    expect((await api.call('post', `${networks}/never/plan`, seed)).status).toBe(403);
    denied = [];
    const { body } = await api.call('get', `${networks}/never/audit`);
    expect(body.map(({ action, outcome }: any) => [action, outcome])).toEqual([
      ['network.put', 'refused'],
      ['network.delete', 'refused'],
      ['network.put', 'refused'],
      ['network.plan', 'refused'],
    ]);
    expect((await api.call('get', `${audit}/verification`)).body).toMatchObject({
      entries: 4,
      problems: [],
    });
  });

  it('keeps nothing of projects that the catalog does not have', async () => {
    const unknown = '/v1/projects/nowhere';
    expect((await api.call('put', `${unknown}/networks/x`, seed)).status).toBe(404);
    expect((await api.call('delete', `${unknown}/networks/x`)).status).toBe(404);
    expect((await api.call('get', `${unknown}/audit/verification`)).body.entries).toBe(0);
  });

  it('is signed on demand, and exported for others to check', async () => {
    await api.call('put', `${networks}/seed`, seed);
    await api.call('put', `${networks}/seed`, { type: 'x' });
    const signed = await api.call('post', `${audit}/heads`);
    expect(signed.body).toMatchObject({ entries: 2, unsigned: 0, head: { keyId: 'one' } });
    await api.call('put', `${networks}/other`, seed);
    const { status, headers, lines } = await exported();
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^application\/x-ndjson/);
    expect(JSON.parse(lines[0])).toMatchObject({ project: 'edge-shop', keys: ['one'] });
    expect(verifyExport(lines, { keys: [{ key: publicKey }] })).toMatchObject({
      entries: 3,
      problems: [],
      unsigned: 1,
    });
  });

  it('is for those who may read the networks of the project', async () => {
    denied = ['interconnect.network.read'];
    for (const [method, path] of [
      ['get', 'verification'],
      ['get', 'export'],
      ['post', 'heads'],
    ] as const) {
      expect([path, (await api.call(method, `${audit}/${path}`)).status]).toEqual([path, 403]);
    }
  });
});
