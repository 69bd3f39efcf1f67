import type { ClusterClient, KubernetesObject } from '../client';
import { failure } from '../client';
import { lackingVerbs, requireRole } from './requireRole';

const verbs = ['get', 'list', 'create', 'patch', 'delete'];
const rules = [
  { apiGroups: [''], resources: ['services'], verbs },
  { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'list'] },
  { apiGroups: ['batch'], resources: ['*'], verbs: ['*'] },
  { apiGroups: [''], resources: ['secrets'], resourceNames: ['one'], verbs },
];

it.each([
  ['', 'services', []],
  ['apps', 'services', ['get', 'create', 'patch', 'delete']],
  ['apps', 'deployments', ['create', 'patch', 'delete']],
  ['batch', 'jobs', []],
  ['', 'secrets', ['get', 'create', 'patch', 'delete']],
])('%s/%s lacks %j', (group, resource, lacking) => {
  expect(lackingVerbs(rules, { group, resource })).toEqual(lacking);
});

const object = (kind: string, apiVersion: string): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name: 'web', namespace: 'shop' },
});
const clientWith = (get: () => Promise<unknown>) =>
  ({
    cluster: 'cluster-1',
    get,
    servedKind: async ({ apiVersion, kind }: KubernetesObject) => ({
      apiVersion,
      plural: `${kind.toLowerCase()}s`,
    }),
  }) as unknown as ClusterClient;

it('names what the role does not allow', async () => {
  const client = clientWith(async () => ({ rules }));
  expect(await requireRole(client, [object('Service', 'v1')])).toBe(true);
  await expect(
    requireRole(client, [object('Service', 'v1'), object('Deployment', 'apps/v1')]),
  ).rejects.toMatchObject({
    type: 'Forbidden',
    message:
      'cluster-1 does not let applications have Deployment shop/web (create, patch, delete of deployments.apps). ' +
      'Whoever runs the cluster adds it to the ClusterRole interconnect-applications',
  });
});

it('says when the role cannot be read', async () => {
  const forbidden = clientWith(async () => {
    throw failure('forbidden', 'no');
  });
  expect(await requireRole(forbidden, [object('Service', 'v1')])).toBe(false);
  expect(
    await requireRole(
      clientWith(async () => undefined),
      [],
    ),
  ).toBe(false);
});
