import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coreServices, createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { networks, rollOut, shop } from '../__testUtils__/rest';
import { Api, startApi } from '../__testUtils__/startApi';
import { as, userInfoOf } from '../__testUtils__/users';

const configMap = (value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  key: ${value}\n`;
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');
const [first, second] = [configMap('first'), configMap('second')];

describe('the review of a rollout', () => {
  const permissions = mockServices.permissions.mock();
  let api: Api;
  let temporal: FakeTemporal;
  /** Permissions that the policy denies. */
  let denied: string[];

  const write = (text: string) => writeFileSync(join(api.root, 'web.yaml'), text);
  const path = `${networks}/shop`;
  const document = {
    ...shop,
    applications: [
      {
        name: 'web',
        clusters: ['cluster-1', 'cluster-2'],
        namespace: 'edge-shop',
        source: { kind: 'manifests', url: 'web.yaml' },
      },
    ],
  };

  beforeEach(async () => {
    denied = [];
    permissions.authorizeConditional.mockImplementation(async requests =>
      requests.map(({ permission }) => ({
        result: denied.includes(permission.name) ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
      })),
    );
    temporal = new FakeTemporal();
    api = await startApi({
      temporal: () => temporal,
      features: [
        userInfoOf({ anna: ['group:default/platform-team'], mallory: ['group:default/edge-team'] }),
        createServiceFactory({
          service: coreServices.permissions,
          deps: {},
          factory: () => permissions,
        }),
      ],
      config: {
        clusters: [{ name: 'cluster-2', labels: { environment: 'production' } }],
        approval: {
          clusterLabels: { environment: 'production' },
          approvers: ['group:default/platform-team'],
        },
      },
    });
    write(first);
  });
  afterEach(() => api.stop());

  const clusters = ['cluster-1', 'cluster-2'];

  it('has the bytes that will be applied, before and after they are asked for', async () => {
    const planned = (await api.call('post', `${path}/plan`, document)).body;
    const expected = {
      planDigest: planned.digest,
      manifests: [{ application: 'web', clusters, after: digestOf(first) }],
      texts: { [digestOf(first)]: first },
    };
    expect((await api.call('post', `${path}/review`, document)).body).toEqual(expected);
    const { rollout } = (await api.call('put', path, document)).body;
    write(second);
    expect((await api.call('get', `${path}/rollouts/${rollout.id}/review`)).body).toEqual(expected);
  });

  it('has what was applied last beside it, also when the rollout has begun', async () => {
    await rollOut(api, temporal, 'shop', document);
    write(second);
    const { body } = await api.call('put', path, document, { 'if-match': '*' });
    const { status, body: review } = await api.call(
      'get',
      `${path}/rollouts/${body.rollout.id}/review`,
    );
    expect(status).toBe(200);
    expect(review.manifests).toEqual([
      { application: 'web', clusters, before: digestOf(first), after: digestOf(second) },
    ]);
    expect(review.texts).toEqual({ [digestOf(first)]: first, [digestOf(second)]: second });
  });

  it('is for those who may change the network, and for approvers', async () => {
    const { rollout } = (await api.call('put', path, document)).body;
    const review = async (user: string) =>
      (await api.call('get', `${path}/rollouts/${rollout.id}/review`, undefined, as(user))).status;
    expect(await review('mallory')).toBe(200);
    denied = ['interconnect.network.update'];
    expect([await review('mallory'), await review('anna')]).toEqual([403, 200]);
    denied = ['interconnect.network.update', 'interconnect.network.approve'];
    expect(await review('anna')).toBe(403);
    denied = ['interconnect.network.read'];
    expect([await review('mallory'), await review('anna')]).toEqual([403, 403]);
    denied = ['interconnect.network.create', 'interconnect.network.update'];
    const refused = await api.call('post', `${path}/review`, document, as('anna'));
    expect(refused.status).toBe(403);
    expect(JSON.stringify(refused.body)).not.toContain('first');
  });
});
