import type { Cluster } from '@interconnect/backstage-plugin-interconnect-node';
import type { KubernetesObject } from '../client';
import { Bench, brokenCluster } from '../__testUtils__/Bench';
import { type Right, rightsOf, rulesFor, rulesOf, textOf } from '../__testUtils__/rules';
import { applicationStep, hub, networkRef, spoke, stepsOf } from '../__testUtils__/steps';

jest.setTimeout(240_000);

const rbac = 'rbac.authorization.k8s.io/v1';
const accounts = 'plan-accounts';
const shop = 'shop-plan-rights';
const network = networkRef('plan-rights');
const worker = ['interconnect-worker', 'interconnect-worker-applications'];
const applications = 'interconnect-applications';
const rights = () => worker.flatMap(role => rulesOf(role).flatMap(rightsOf));

let bench: Bench;
let before: Record<string, string[]>;
let steps: ReturnType<typeof stepsOf>;
const made: KubernetesObject[] = [];

const object = (apiVersion: string, kind: string, name: string, namespace?: string) => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace && { namespace }) },
});
const configMap = (name: string) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

beforeAll(async () => {
  bench = await Bench.attach();
  before = await bench.lab.snapshot();
  steps = stepsOf(network, [bench.lab.pool()]);
  await make(object('v1', 'Namespace', accounts));
});

async function make(wanted: KubernetesObject) {
  const created = await bench.client(hub).create(wanted);
  if (created) made.unshift(created);
}

async function gone(wanted: KubernetesObject) {
  const client = bench.client(hub);
  await client.remove(wanted);
  while (await client.get(wanted)) await new Promise(resolve => setTimeout(resolve, 300));
}

/** The worker on the hub with all rights of its roles but some; only the hub is configured then. */
async function without(name: string, lacks: (right: Right) => boolean): Promise<Cluster[]> {
  const all = rights();
  expect(all.some(lacks)).toBe(true);
  await make(object('v1', 'ServiceAccount', name, accounts));
  await make({
    ...object(rbac, 'ClusterRole', `plan-${name}`),
    rules: rulesFor(all.filter(right => !lacks(right))),
  });
  await make({
    ...object(rbac, 'ClusterRoleBinding', `plan-${name}`),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: `plan-${name}` },
    subjects: [{ kind: 'ServiceAccount', name, namespace: accounts }],
  });
  const cluster = brokenCluster(bench.lab, hub, {
    token: await bench.tokenOf(hub, accounts, name),
  });
  // API servers learn of roles a moment later.
  await new Promise(resolve => setTimeout(resolve, 1500));
  return bench.clusters.map(one => (one.name === hub ? cluster : one));
}

const is = (text: string) => (right: Right) => textOf(right) === text;
const step = applicationStep(network, { namespace: shop, expose: false });
const texts = (told: Awaited<ReturnType<typeof bench.check>>) =>
  told.findings.map(({ finding, application, text }) => `${finding} ${application}: ${text}`);

describe('the plan names the right that lacks to prepare a namespace for an application:', () => {
  const group = 'rbac.authorization.k8s.io';
  it.each([
    ['namespaces', 'create namespaces', 'create namespaces (Namespace shop-plan-rights)'],
    [
      'bindings',
      `create rolebindings.${group}`,
      'create rolebindings (RoleBinding shop-plan-rights/interconnect-applications)',
    ],
    [
      'role',
      `bind clusterroles.${group} ${applications}`,
      'bind clusterroles (ClusterRole interconnect-applications)',
    ],
    [
      'account',
      `impersonate serviceaccounts ${applications}`,
      'impersonate serviceaccounts (ServiceAccount shop-plan-rights/interconnect-applications)',
    ],
  ])('%s', async (name, right, says) => {
    const clusters = await without(name, is(right));
    const told = texts(await bench.check([step], configMap('mine'), { clusters }));
    expect(told).toEqual([
      expect.stringContaining(`refused my-backend: cluster-1 forbids to ${says}. Whoever runs`),
    ]);
  });

  it('all is there: nothing is refused', async () => {
    const told = texts(await bench.check([step], configMap('mine')));
    expect(told).toEqual([expect.stringMatching(/^warning my-backend: namespace shop-plan-righ/)]);
  });
});

describe('the plan names the right that lacks to delete', () => {
  const role = object(rbac, 'ClusterRole', applications);

  it('what a step of its own has made', async () => {
    const clusters = await without('links', is('delete certificates.skupper.io'));
    await bench.run(steps.createNetwork);
    await bench.run(steps.deployLoadBalancer);
    await bench.run(steps.deployHub, { deadlineSeconds: 120 });
    const removed = [{ ...steps.linkSpoke, cluster: spoke }];
    expect(texts(await bench.checkRemoval(removed))).toEqual([]);
    expect(texts(await bench.checkRemoval(removed, { clusters }))).toEqual([
      expect.stringMatching(
        /^warning undefined: cannot be removed: cluster-1 forbids to delete certificates \(Certificate interconnect-plan-rights\/\S+\)\. Whoever runs cluster-1/,
      ),
    ]);
    for (const one of [steps.deployHub, steps.deployLoadBalancer, steps.createNetwork]) {
      await bench.persist(one, { inverse: true });
    }
  });

  it('what a manifest has no more, and an application as a whole', async () => {
    await bench.run(step, { manifest: configMap('old') });
    expect(texts(await bench.check([step], configMap('new')))).toEqual([]);
    expect(texts(await bench.checkRemoval([step]))).toEqual([]);
    const client = bench.client(hub);
    const full = (await client.get<KubernetesObject & { rules: object[] }>(role))!;
    const rules = rulesOf(applications).map(rule => ({
      ...rule,
      verbs: rule.resources.includes('configmaps')
        ? rule.verbs.filter(verb => verb !== 'delete')
        : rule.verbs,
    }));
    await patchRole(rules);
    try {
      const why =
        'cluster-1 forbids to delete configmaps (ConfigMap shop-plan-rights/old). Whoever runs cluster-1';
      expect(texts(await bench.check([step], configMap('new')))).toEqual([
        expect.stringContaining(`refused my-backend: ${why}`),
      ]);
      expect(texts(await bench.check([step], configMap('old')))).toEqual([]);
      expect(texts(await bench.checkRemoval([step]))).toEqual([
        expect.stringContaining(`warning my-backend: cannot be removed: ${why}`),
      ]);
    } finally {
      await patchRole(full.rules);
    }
    await bench.persist(step, { inverse: true });
  });

  async function patchRole(rules: object[]) {
    await bench.transport(hub).request({
      method: 'PATCH',
      path: `/apis/${rbac}/clusterroles/${applications}`,
      contentType: 'application/merge-patch+json',
      body: { rules },
    });
    await new Promise(resolve => setTimeout(resolve, 1500));
  }
});

it('leaves the clusters as they were', async () => {
  for (const one of made.splice(0)) await gone(one);
  expect(await bench.lab.snapshot()).toEqual(before);
});
