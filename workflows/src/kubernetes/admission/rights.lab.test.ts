import { Attempts, refusal, object, ours, pathOf, shop } from '../__testUtils__/Attempts';
import { brokenCluster } from '../__testUtils__/Bench';
import { hub } from '../__testUtils__/steps';
import { createTransport, type KubernetesObject } from '../client';

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
  for (const role of attempts.ofSkupper('ClusterRole')) await attempts.make(role);
  await attempts.make(object('v1', 'ServiceAccount', 'mine', shop));
});

afterAll(() => attempts.end(...attempts.ofSkupper('ClusterRole'), second, bound));

describe('rights', () => {
  const me = account('mine', shop);
  it.each<[string, KubernetesObject, RegExp]>([
    [
      'a RoleBinding with a name of MetalLB, elsewhere',
      binding('pod-lister', shop, installerRole, me),
      /may not hand on rights: rolebindings shop-admission\/pod-lister is not one of Skupper or MetalLB$/,
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
      /may not hand on rights: roles shop-admission\/controller/,
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
  ])('%s', (_, attempt, why) => expect(attempts.tried(attempt)).resolves.toEqual(refusal(why)));
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

it('leaves accounts that the worker makes without a token', async () => {
  const { status, body } = await attempts.worker.request({
    method: 'POST',
    path: `${pathOf(object('v1', 'ServiceAccount', 'mine', shop))}/token`,
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
  });
  expect([status, body]).toEqual([
    403,
    expect.objectContaining({
      message: expect.stringMatching(/cannot create resource "serviceaccounts\/token"/),
    }),
  ]);
});
