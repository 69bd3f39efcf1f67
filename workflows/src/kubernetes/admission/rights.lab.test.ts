import {
  Attempts,
  foreign,
  network,
  object,
  ofProject,
  ours,
  pathOf,
  project,
  refusal,
  shop,
} from '../__testUtils__/Attempts';
import { brokenCluster } from '../__testUtils__/Bench';
import { hub } from '../__testUtils__/steps';
import { createTransport, impersonating, type KubernetesObject } from '../client';

jest.setTimeout(120_000);

const rbac = 'rbac.authorization.k8s.io';
const installerRole = {
  apiGroup: rbac,
  kind: 'ClusterRole',
  name: 'interconnect-worker-installer',
};

const account = (name: string, namespace: string) => ({ kind: 'ServiceAccount', name, namespace });
const binding = (name: string, namespace: string | undefined, roleRef: object, subject: object) =>
  object(`${rbac}/v1`, namespace ? 'RoleBinding' : 'ClusterRoleBinding', name, namespace, {
    roleRef,
    subjects: [subject],
  });
const roleOf = (kind: string, name: string) => ({ apiGroup: rbac, kind, name });
const second = object('v1', 'ServiceAccount', 'second', 'backstage-interconnect');
const bound = binding(
  'second',
  undefined,
  installerRole,
  account('second', 'backstage-interconnect'),
);

let attempts: Attempts;

beforeAll(async () => {
  attempts = await Attempts.prepare();
  for (const role of attempts.ofSkupper('ClusterRole')) {
    await attempts.make(role, attempts.installer);
  }
});

afterAll(() => attempts.end(...attempts.ofSkupper('ClusterRole'), second, bound));

describe('rights', () => {
  const me = account('mine', shop);
  it.each<[string, KubernetesObject, RegExp]>([
    [
      'a RoleBinding with a name of MetalLB, elsewhere',
      binding('pod-lister', shop, installerRole, me),
      // Two rules refuse it; which of them is told is up to the API server.
      /the installer of Interconnect writes nothing in the namespace shop-admission$|rolebindings shop-admission\/pod-lister is not one of Skupper or MetalLB$/,
    ],
    [
      'a RoleBinding with a name of MetalLB, in its place, to another role',
      binding('pod-lister', 'metallb-system', installerRole, account('speaker', 'metallb-system')),
      /may bind pod-lister only to the ServiceAccount metallb-system\/speaker$/,
    ],
    [
      'a ClusterRoleBinding of what the worker holds',
      binding('attempt', undefined, installerRole, me),
      /may not hand on rights: clusterrolebindings \/attempt/,
    ],
    [
      'a ClusterRoleBinding with the name of Skupper, to another role',
      binding(
        'skupper-controller',
        undefined,
        installerRole,
        account('skupper-controller', 'skupper'),
      ),
      /may bind skupper-controller only to the ServiceAccount skupper\/skupper-controller$/,
    ],
    [
      "a ClusterRoleBinding of Skupper's role to another account",
      binding('skupper-controller', undefined, roleOf('ClusterRole', 'skupper-controller'), me),
      /may bind skupper-controller only to the ServiceAccount skupper\/skupper-controller$/,
    ],
    [
      "a ClusterRoleBinding of Skupper's role to a user",
      binding('skupper-controller', undefined, roleOf('ClusterRole', 'skupper-controller'), {
        apiGroup: rbac,
        kind: 'User',
        name: 'somebody',
      }),
      /may bind skupper-controller only to the ServiceAccount skupper\/skupper-controller$/,
    ],
    [
      'a ClusterRole',
      object(`${rbac}/v1`, 'ClusterRole', 'attempt', undefined, { rules: [] }),
      /may not hand on rights: clusterroles \/attempt/,
    ],
    [
      'a Role',
      object(`${rbac}/v1`, 'Role', 'controller', shop, { rules: [] }),
      // Likewise.
      /the installer of Interconnect writes nothing in the namespace shop-admission$|roles shop-admission\/controller is not one of Skupper or MetalLB$/,
    ],
    [
      'a ClusterRole that adds to the roles of everybody',
      object(
        `${rbac}/v1`,
        'ClusterRole',
        'metallb-system:speaker',
        undefined,
        { rules: [] },
        { ...ours, 'rbac.authorization.k8s.io/aggregate-to-view': 'true' },
      ),
      /may not add to the roles of others: clusterroles \/metallb-system:speaker$/,
    ],
  ])('%s', (_, attempt, why) =>
    expect(attempts.tried(attempt, attempts.installer)).resolves.toEqual(refusal(why)),
  );
});

it('holds for every account of the namespace of the worker', async () => {
  const { bench, admin } = attempts;
  await attempts.make(second, admin);
  await attempts.make(bound, admin);
  const { body } = await admin.request({
    method: 'POST',
    path: `${pathOf(second)}/token`,
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
  });
  const { token } = (body as { status: { token: string } }).status;
  const by = createTransport(brokenCluster(bench.lab, hub, { token }), 10_000);
  const attempt = binding('attempt', undefined, installerRole, account('mine', shop));
  const outcome = await attempts.tried(attempt, by).finally(() => by.close());
  expect(outcome).toEqual(refusal(/may not hand on rights/));
});

it('gives nobody a token, not the installer either', async () => {
  const { status, body } = await attempts.installer.request({
    method: 'POST',
    path: `${pathOf(object('v1', 'ServiceAccount', 'default', shop))}/token`,
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
  });
  expect([status, body]).toEqual([
    403,
    expect.objectContaining({
      message: expect.stringMatching(/cannot create resource "serviceaccounts\/token"/),
    }),
  ]);
});

describe('the rights of a project', () => {
  const role = roleOf('ClusterRole', 'interconnect-applications');
  const name = 'interconnect-applications';
  const given = (
    namespace: string,
    more: { roleRef?: object; subject?: object; labels?: object },
  ) => ({
    ...binding(name, namespace, more.roleRef ?? role, more.subject ?? account(name, namespace)),
    metadata: { name, namespace, labels: { ...ofProject, ...more.labels } },
  });

  it.each<[string, KubernetesObject, RegExp]>([
    [
      'by another name',
      binding('attempt', shop, role, account(name, shop)),
      /may not hand on rights: rolebindings shop-admission\/attempt|writes for networks/,
    ],
    [
      'by another role',
      given(shop, { roleRef: roleOf('ClusterRole', 'view') }),
      /not currently held|may bind interconnect-applications only to/,
    ],
    ['to another account', given(shop, { subject: account('default', shop) }), /may bind inter/],
    ['to one of another namespace', given(shop, { subject: account(name, foreign) }), /may bind i/],
    [
      'to a user',
      given(shop, { subject: { apiGroup: rbac, kind: 'User', name: 'somebody' } }),
      /may bind interconnect-applications only to the account of that name/,
    ],
    ['in a namespace of nobody', given(foreign, {}), /only in its own namespaces, not in foreign/],
    ['in a namespace of a network', given(network, {}), /only in its own namespaces, not in inter/],
    ['in that of the short addresses', given('interconnect', {}), /only in its own namespaces/],
    [
      'in a namespace of another project',
      given(shop, { labels: { 'interconnect/project': 'other' } }),
      /only in its own namespaces/,
    ],
    [
      'in that of the worker',
      given('backstage-interconnect', {}),
      /may not write in the namespace|only in its own namespaces/,
    ],
  ])('are not given %s', (_, attempt, why) =>
    expect(attempts.tried(attempt)).resolves.toEqual(refusal(why)),
  );

  it('are given in its own', async () => {
    expect(await attempts.accepted(given(shop, {}))).toBe(true);
  });

  it.each([
    ['interconnect-worker', 'kube-system'],
    ['default', shop],
    ['interconnect-applications-2', shop],
    ['interconnect-installer', shop],
  ])('let the worker act as no other account: %s in %s', async (other, namespace) => {
    const by = impersonating(attempts.worker, `system:serviceaccount:${namespace}:${other}`);
    const { status, body } = await by.request({ method: 'GET', path: '/api/v1/namespaces' });
    expect([status, (body as { message: string }).message]).toEqual([
      403,
      expect.stringMatching(/cannot impersonate resource "serviceaccounts"/),
    ]);
  });

  it.each(['system:admin', 'lab-admin'])('let the worker act as no user: %s', async user => {
    const by = impersonating(attempts.worker, user);
    const { status } = await by.request({ method: 'GET', path: '/api/v1/namespaces' });
    expect(status).toBe(403);
  });
});

describe('the worker itself', () => {
  it.each<[string, KubernetesObject]>([
    ['a Service', object('v1', 'Service', 'attempt', shop, { spec: { ports: [{ port: 80 }] } })],
    ['a ConfigMap', object('v1', 'ConfigMap', 'attempt', shop)],
    ['a Secret', object('v1', 'Secret', 'attempt', shop)],
  ])('writes nothing in a namespace of a project: %s', (_, attempt) =>
    expect(attempts.tried(attempt)).resolves.toEqual(
      refusal(/writes for networks in their namespaces, not \w+\/attempt in shop-admission$/),
    ),
  );
});

describe('whose a namespace is', () => {
  const labelled = (path: string, label: object) =>
    attempts.changed(object('v1', 'Namespace', path), { metadata: { labels: label } });

  it('is not said of one that the worker did not make', () =>
    expect(labelled(foreign, project)).resolves.toEqual(
      refusal(/writes only what it made itself/),
    ));

  it.each([
    ['another project', { 'interconnect/project': 'other' }],
    ['nobody', { 'interconnect/project': null }],
    ['no Pod Security Standard', { 'pod-security.kubernetes.io/enforce': 'privileged' }],
  ])('is not said anew: %s', (_, label) =>
    expect(labelled(shop, label)).resolves.toEqual(
      refusal(/may not say anew whose the namespace shop-admission is$/),
    ),
  );

  it('comes with a Pod Security Standard', () =>
    expect(
      attempts.tried(object('v1', 'Namespace', 'shop-bare', undefined, {}, ofProject)),
    ).resolves.toEqual(refusal(/makes no namespace without a Pod Security Standard: shop-bare$/)));
});

describe('the installer', () => {
  const by = () => attempts.installer;
  it('runs no command in a pod', async () => {
    const path = `/api/v1/namespaces/${shop}/pods/any/exec?command=id&stdout=1`;
    const { status, body } = await by().request({ method: 'POST', path });
    expect([status, (body as { message: string }).message]).toEqual([
      403,
      expect.stringMatching(/may not use pods\/exec/),
    ]);
  });

  it.each<[string, KubernetesObject]>([
    ['a ConfigMap', object('v1', 'ConfigMap', 'attempt', shop)],
    [
      'a Secret',
      object('v1', 'Secret', 'attempt', network, {
        type: 'kubernetes.io/tls',
        stringData: { 'tls.crt': '', 'tls.key': '' },
      }),
    ],
    ['a namespace', object('v1', 'Namespace', 'shop-installed')],
  ])('writes nothing beside Skupper and MetalLB: %s', (_, attempt) =>
    expect(attempts.tried(attempt, by())).resolves.toEqual(
      refusal(/the installer of Interconnect writes nothing in the namespace/),
    ),
  );

  it.each<[string, KubernetesObject]>([
    ['ServiceAccount', object('v1', 'ServiceAccount', 'skupper-controller', 'skupper')],
    ['ClusterRole', object(`${rbac}/v1`, 'ClusterRole', 'skupper-controller', undefined)],
    ['Deployment', object('apps/v1', 'Deployment', 'skupper-controller', 'skupper')],
  ])('has rights that the worker itself has not: %s', (_, attempt) =>
    expect(
      attempts.worker.request({ method: 'POST', path: pathOf(attempt, ''), body: attempt }),
    ).resolves.toMatchObject({
      status: 403,
      body: { message: expect.stringMatching(/cannot create resource/) },
    }),
  );
});
