import { ClusterClient } from './ClusterClient';
import { Discovery } from './discovery';
import type { ApiRequest, ApiResponse, Transport } from './transport';

const path = '/apis/apps/v1/namespaces/shop/deployments';
const owner = { app: 'ours' };
const wanted = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop', labels: owner },
  spec: { replicas: 1 },
};
const existing = (operation: string) => ({
  ...wanted,
  metadata: {
    ...wanted.metadata,
    uid: 'u1',
    managedFields: [
      {
        manager: 'interconnect',
        operation,
        fieldsV1: { 'f:spec': { 'f:replicas': {}, 'f:paused': {} } },
      },
    ],
  },
  spec: { replicas: 2, paused: true },
});
const invalid = { status: 422, body: { message: 'spec: Invalid value: 1: is wrong' } };
const fine: ApiResponse = { status: 200, body: {} };

/** A cluster that answers writes with these, one after the other. */
function clusterWith(stands: object | undefined, ...answers: ApiResponse[]) {
  const written: ApiRequest[] = [];
  const resources = [
    { resource: 'deployments', responseKind: { kind: 'Deployment' }, scope: 'Namespaced' },
  ];
  const list = (items: object[]) => ({
    status: 200,
    body: { kind: 'APIGroupDiscoveryList', items },
  });
  const transport: Transport = {
    cluster: 'cluster-1',
    server: 'https://c',
    clusterDomain: 'cluster.local',
    close: () => {},
    async request(request) {
      if (request.path === '/api') return list([]);
      if (request.path === '/apis') {
        return list([{ metadata: { name: 'apps' }, versions: [{ version: 'v1', resources }] }]);
      }
      if (request.method === 'GET') {
        return stands ? { status: 200, body: stands } : { status: 404, body: {} };
      }
      written.push(request);
      return answers.shift() ?? fine;
    },
  };
  return { client: new ClusterClient(transport, new Discovery(transport)), written };
}

const parametersOf = ({ path: asked }: ApiRequest) => new URL(asked, 'https://c').searchParams;

describe.each([
  ['a new object', undefined, ['POST']],
  ['one that was applied before', existing('Apply'), ['PATCH']],
  ['one that is as it was created', existing('Update'), ['PATCH', 'PATCH']],
])('%s', (_, stands, methods) => {
  it('writes nothing: each request is a dry run', async () => {
    const { client, written } = clusterWith(stands);
    expect(await client.tryApply(wanted, owner)).toEqual([]);
    expect(written.map(({ method }) => method)).toEqual(methods);
    for (const request of written) {
      expect(parametersOf(request).getAll('dryRun')).toEqual(['All']);
      expect(parametersOf(request).get('fieldManager')).toBe('interconnect');
      expect(request.path.startsWith(path)).toBe(true);
    }
  });

  it('is refused as `apply` would be', async () => {
    const { client } = clusterWith(stands, ...methods.map(() => invalid));
    await expect(client.tryApply(wanted, owner)).rejects.toMatchObject({
      type: 'InvalidInput',
      message: 'cluster-1 does not accept Deployment shop/web: spec: is wrong',
    });
  });

  it('counts as accepted when a webhook cannot be asked', async () => {
    const message = 'admission webhook "x" does not support dry run';
    const { client } = clusterWith(
      stands,
      ...methods.map(() => ({ status: 400, body: { message } })),
    );
    expect(await client.tryApply(wanted, owner)).toEqual([]);
  });

  it('tells what Kubernetes warns of, without values', async () => {
    const warnings = ['spec.env[2]: hides previous definition of "TOKEN"'];
    const { client } = clusterWith(stands, ...methods.map(() => ({ ...fine, warnings })));
    expect(await client.tryApply(wanted, owner)).toEqual([
      'spec.env[2]: hides previous definition of "…"',
    ]);
  });
});

describe('an object that is as it was created', () => {
  it('is not refused for fields that are left out now', async () => {
    const { client, written } = clusterWith(existing('Update'), invalid, fine);
    expect(await client.tryApply(wanted, owner)).toEqual([]);
    expect(written[1].body).toMatchObject({
      metadata: { uid: 'u1' },
      spec: { replicas: 1, paused: null },
    });
  });

  it('is refused when server-side apply cannot read it', async () => {
    const message =
      'failed to create typed patch object (shop/web; apps/v1, Kind=Deployment): .spec.env: duplicate entries for key [name="TOKEN"]';
    const { client } = clusterWith(existing('Update'), { status: 500, body: { message } });
    await expect(client.tryApply(wanted, owner)).rejects.toMatchObject({
      type: 'InvalidInput',
      nonRetryable: true,
      message: expect.stringMatching(/: \.spec\.env: duplicate entries for key \[name="…"\]$/),
    });
  });
});

it("asks nothing of somebody else's object", async () => {
  const { client, written } = clusterWith({ ...wanted, metadata: { name: 'web' } });
  await expect(client.tryApply(wanted, owner)).rejects.toMatchObject({ type: 'NameTaken' });
  expect(written).toEqual([]);
});

it('asks nothing when the object stands as it is wanted', async () => {
  const first = clusterWith(undefined);
  await first.client.apply(wanted, owner);
  const { client, written } = clusterWith(first.written[0].body as object);
  expect(await client.tryApply(wanted, owner)).toEqual([]);
  expect(written).toEqual([]);
});
