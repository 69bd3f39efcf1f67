import type { KubernetesObject } from '../client';
import {
  Attempts,
  foreign,
  given,
  network,
  object,
  ofProject,
  ours,
  refusal,
  shop,
  type Fields,
} from '../__testUtils__/Attempts';

jest.setTimeout(120_000);

let attempts: Attempts;

const sites = () =>
  attempts
    .ofSkupper('CustomResourceDefinition')
    .find(({ metadata }) => metadata.name === 'sites.skupper.io')!;

beforeAll(async () => {
  attempts = await Attempts.prepare();
  await attempts.allowAll(shop, given, foreign, network, 'interconnect');
  await attempts.make(sites(), attempts.installer);
  const path = `/apis/skupper.io/v2alpha1/namespaces/${shop}/sites`;
  while ((await attempts.admin.request({ method: 'GET', path })).status !== 200) {
    await new Promise(resolve => setTimeout(resolve, 200));
  }
});

afterAll(() => attempts.end(sites()));

const of = (apiVersion: string, kind: string, fields: Fields = {}, namespace = shop) =>
  object(apiVersion, kind, 'attempt', namespace, fields, ofProject);
const configMap = (more: object = {}, namespace = shop) => {
  const made = of('v1', 'ConfigMap', {}, namespace);
  return { ...made, metadata: { ...made.metadata, ...more } };
};
const tried = (attempt: KubernetesObject) =>
  attempts.tried(attempt, attempts.projectIn(attempt.metadata.namespace!));
const rbac = 'rbac.authorization.k8s.io';

/** The account has all rights that RBAC can give in these namespaces. */
describe('the account of a project, whatever its role holds, makes no', () => {
  const roleRef = { apiGroup: rbac, kind: 'ClusterRole', name: 'cluster-admin' };
  it.each<[string, KubernetesObject, RegExp]>([
    [
      'Role',
      of(`${rbac}/v1`, 'Role', { rules: [] }),
      /may not write roles.rbac|may not hand on rights/,
    ],
    [
      'RoleBinding',
      of(`${rbac}/v1`, 'RoleBinding', {
        roleRef,
        subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: shop }],
      }),
      /may not write rolebindings.rbac|may not hand on rights/,
    ],
    [
      'account that it is itself',
      object('v1', 'ServiceAccount', 'interconnect-applications', shop, {}, ofProject),
      /may not make the ServiceAccount interconnect-applications$/,
    ],
    ['Endpoints', of('v1', 'Endpoints', { subsets: [] }), /may not write endpoints$/],
    [
      'EndpointSlice',
      of('discovery.k8s.io/v1', 'EndpointSlice', { addressType: 'IPv4', endpoints: [] }),
      /may not write endpointslices.discovery.k8s.io$/,
    ],
    [
      'Site of Skupper',
      of('skupper.io/v2alpha1', 'Site', { spec: {} }),
      /may not write sites.skupper/,
    ],
    ['ResourceQuota', of('v1', 'ResourceQuota', { spec: {} }), /may not write resourcequotas$/],
    [
      'Secret that is a token',
      {
        ...of('v1', 'Secret', { type: 'kubernetes.io/service-account-token' }),
        metadata: {
          name: 'attempt',
          namespace: shop,
          labels: ofProject,
          annotations: { 'kubernetes.io/service-account.name': 'default' },
        },
      },
      /may not write Secrets of type kubernetes.io\/service-account-token/,
    ],
    [
      'Service of type NodePort',
      of('v1', 'Service', { spec: { type: 'NodePort', ports: [{ port: 80 }] } }),
      /a NodePort$/,
    ],
    [
      'Service of type LoadBalancer',
      of('v1', 'Service', { spec: { type: 'LoadBalancer', ports: [{ port: 80 }] } }),
      /a LoadBalancer$/,
    ],
    [
      'Service with externalIPs',
      of('v1', 'Service', { spec: { externalIPs: ['192.0.2.1'], ports: [{ port: 80 }] } }),
      /may not take externalIPs/,
    ],
    [
      'Service that is another name',
      of('v1', 'Service', { spec: { type: 'ExternalName', externalName: 'a.b' } }),
      /a ExternalName$/,
    ],
    [
      'object with a finalizer',
      configMap({ finalizers: ['example.com/held'] }),
      /may not give configmaps\/attempt finalizers or ownerReferences$/,
    ],
    [
      "object that goes with somebody else's",
      configMap({
        ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: 'a-uid' }],
      }),
      /may not give configmaps\/attempt finalizers or ownerReferences$/,
    ],
    [
      'object without its label',
      configMap({ labels: {} }),
      /writes only what it made itself|belongs to the project/,
    ],
    [
      'object of another project',
      configMap({ labels: { ...ours, 'interconnect/project': 'other' } }),
      /the namespace shop-admission belongs to the project edge-shop$/,
    ],
    [
      'object in a namespace of nobody',
      configMap({}, foreign),
      /foreign-admission belongs to no project$/,
    ],
    ['object in the namespace of a network', configMap({}, network), /belongs to no project$/],
    ['object among the short addresses', configMap({}, 'interconnect'), /belongs to no project$/],
  ])('%s', (_, attempt, why) => expect(tried(attempt)).resolves.toEqual(refusal(why)));
});

it.each([
  [`${rbac}/v1`, 'ClusterRole'],
  [`${rbac}/v1`, 'ClusterRoleBinding'],
  ['admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration'],
  ['admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding'],
  ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
  ['apiregistration.k8s.io/v1', 'APIService'],
  ['certificates.k8s.io/v1', 'CertificateSigningRequest'],
  ['v1', 'Namespace'],
  ['v1', 'PersistentVolume'],
])('writes nothing that is in no namespace: %s %s', (apiVersion, kind) =>
  expect(
    attempts.tried(
      object(apiVersion, kind, 'attempt', undefined, {}, ofProject),
      attempts.projectIn(shop),
    ),
  ).resolves.toEqual(refusal(/cannot create resource/)),
);

it.each(['deployments', 'pods', 'secrets'])('lists no %s of another namespace', async plural => {
  const path = plural === 'deployments' ? '/apis/apps/v1' : '/api/v1';
  const answers = [foreign, undefined].map(namespace =>
    attempts.projectIn(`${shop}-elsewhere`).request({
      method: 'GET',
      path: `${path}${namespace ? `/namespaces/${namespace}` : ''}/${plural}`,
    }),
  );
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([403, 403]);
});

it('writes in no other namespace', () =>
  expect(attempts.tried(configMap({}, given), attempts.projectIn(shop))).resolves.toEqual(
    refusal(/cannot create resource "configmaps" in API group "" in the namespace "given-admiss/),
  ));

it.each([shop, given])('writes in %s', async namespace => {
  const by = attempts.projectIn(namespace);
  expect(await attempts.accepted(configMap({}, namespace), by)).toBe(true);
  const claim = of(
    'v1',
    'PersistentVolumeClaim',
    {
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Mi' } } },
    },
    namespace,
  );
  expect(await attempts.accepted(claim, by)).toBe(true);
});

describe('what is there already', () => {
  const theirs = object(
    'v1',
    'ConfigMap',
    'theirs',
    given,
    {},
    { 'interconnect/project': 'edge-shop' },
  );
  beforeAll(() => attempts.make(theirs, attempts.admin));

  it('is not changed', () =>
    expect(
      attempts.changed(theirs, { metadata: { labels: ours } }, { by: attempts.projectIn(given) }),
    ).resolves.toEqual(refusal(/writes only what it made itself/)));

  it('is not removed', async () => {
    const path = `/api/v1/namespaces/${given}/configmaps/theirs`;
    const { status } = await attempts.projectIn(given).request({ method: 'DELETE', path });
    expect(status).toBe(403);
  });
});

it('is no object: nobody has a token of it, and no pod can run as it', async () => {
  const account = `/api/v1/namespaces/${shop}/serviceaccounts/interconnect-applications`;
  const { status } = await attempts.admin.request({ method: 'GET', path: account });
  expect(status).toBe(404);
});
