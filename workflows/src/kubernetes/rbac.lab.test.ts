import { type Cluster } from '@interconnect/backstage-plugin-interconnect-node';
import { Bench, brokenCluster, example, type RunOptions } from './__testUtils__/Bench';
import {
  applicationStep,
  exposedBackend,
  hub,
  networkRef,
  spoke,
  stepsOf,
} from './__testUtils__/steps';
import { parseAllDocuments } from 'yaml';
import { createTransport, type KubernetesObject } from './client';

jest.setTimeout(120_000);

const accounts = 'worker-accounts';
const narrowed = 'worker-accounts-narrowed';
const shop = 'shop-rbac';

let bench: Bench;
let before: Record<string, string[]>;

interface Rule {
  resources: string[];
  verbs: string[];
}

const bare = (apiVersion: string, kind: string, name: string, namespace?: string) => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace && { namespace }) },
});

async function removed(cluster: string, object: KubernetesObject) {
  const client = bench.client(cluster);
  await client.remove(object);
  const end = Date.now() + 30_000;
  while (await client.get(object)) {
    if (Date.now() > end) throw new Error(`${object.metadata.name} stays`);
    await new Promise(resolve => setTimeout(resolve, 300));
  }
}

/** Credentials on a cluster with only some of the worker's roles. */
async function accountWith(cluster: string, name: string, ...roles: string[]): Promise<Cluster> {
  const client = bench.client(cluster);
  await client.create(bare('v1', 'Namespace', accounts));
  await client.create(bare('v1', 'ServiceAccount', name, accounts));
  for (const role of roles) {
    await client.create({
      ...bare('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', `${name}-${role}`),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
      subjects: [{ kind: 'ServiceAccount', name, namespace: accounts }],
    });
  }
  const { body } = await bench.transport(cluster).request({
    method: 'POST',
    path: `/api/v1/namespaces/${accounts}/serviceaccounts/${name}/token`,
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
  });
  const { token } = (body as { status: { token: string } }).status;
  return brokenCluster(bench.lab, cluster, { token });
}

/**
 * interconnect-worker, but reading only the Secrets of these spokes: as its comment says how to
 * narrow it.
 */
async function narrowRole(cluster: string, name: string, spokes: string[]) {
  const client = bench.client(cluster);
  const kind = ['rbac.authorization.k8s.io/v1', 'ClusterRole'] as const;
  const role = await client.get<KubernetesObject & { rules: Rule[] }>(
    bare(...kind, 'interconnect-worker'),
  );
  const rules = role!.rules.flatMap(rule =>
    rule.resources.includes('secrets')
      ? [
          { ...rule, verbs: ['create'] },
          {
            ...rule,
            verbs: rule.verbs.filter(verb => verb !== 'create'),
            resourceNames: spokes.map(spokeName => `interconnect-${spokeName}`),
          },
          { ...rule, verbs: ['get'], resourceNames: ['skupper-site-ca'] },
        ]
      : [rule],
  );
  await client.create({ ...bare(...kind, name), rules });
}

async function withoutAccounts() {
  for (const cluster of [hub, spoke, 'cluster-3']) {
    const client = bench.client(cluster);
    const bindings = await client.list<KubernetesObject>({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
    });
    for (const binding of bindings.filter(b => JSON.stringify(b).includes(accounts))) {
      await client.remove(binding);
    }
    await removed(cluster, bare('v1', 'Namespace', accounts));
    await removed(cluster, bare('rbac.authorization.k8s.io/v1', 'ClusterRole', narrowed));
  }
}

beforeAll(async () => {
  bench = await Bench.attach();
  before = await bench.lab.snapshot();
});

afterAll(withoutAccounts);

describe("the worker's account on a cluster", () => {
  const foreign = bare('v1', 'Namespace', 'somebody-elses');
  const settings = bare('v1', 'ConfigMap', 'settings', 'somebody-elses');
  const secret = bare('v1', 'Secret', 'interconnect-secret', 'somebody-elses');
  const label = { 'app.kubernetes.io/managed-by': 'interconnect' };

  beforeAll(async () => {
    await bench.client(hub).create(foreign);
    await bench.client(hub).create(settings);
    await bench.client(hub).create(secret);
  });
  afterAll(() => removed(hub, foreign));

  const asWorker = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) => {
    const cluster = bench.clusters.find(({ name }) => name === hub);
    const transport = createTransport(cluster!, 10_000);
    const contentType = method === 'PATCH' ? 'application/merge-patch+json' : undefined;
    return transport.request({ method, path, body, contentType }).finally(() => transport.close());
  };

  it('is the ServiceAccount of rbac.yaml: what npm start and all tests on the lab give the product', async () => {
    const { body } = await asWorker('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'SelfSubjectReview',
    });
    const { userInfo } = (body as { status: { userInfo: { username: string; groups: string[] } } })
      .status;
    expect(userInfo.username).toBe(
      'system:serviceaccount:backstage-interconnect:interconnect-worker',
    );
    expect(userInfo.groups).not.toContain('system:masters');
  });

  it.each<[string, Parameters<typeof asWorker>, RegExp]>([
    ['delete a node', ['DELETE', '/api/v1/nodes/cluster-1-node'], /cannot delete resource "nodes"/],
    [
      'make itself an administrator',
      [
        'POST',
        '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
        {
          ...bare('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'me'),
          roleRef: {
            apiGroup: 'rbac.authorization.k8s.io',
            kind: 'ClusterRole',
            name: 'cluster-admin',
          },
          subjects: [
            {
              kind: 'ServiceAccount',
              name: 'interconnect-worker',
              namespace: 'backstage-interconnect',
            },
          ],
        },
      ],
      /cannot create resource "clusterrolebindings"/,
    ],
    [
      'get a token of another account',
      [
        'POST',
        '/api/v1/namespaces/kube-system/serviceaccounts/default/token',
        { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
      ],
      /cannot create resource "serviceaccounts\/token"/,
    ],
    [
      'ask what others may do',
      ['POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {}],
      /cannot create resource "subjectaccessreviews"/,
    ],
    [
      'read logs',
      ['GET', '/api/v1/namespaces/default/pods/any/log'],
      /cannot get resource "pods\/log"/,
    ],
    [
      'run a command in a pod',
      ['POST', '/api/v1/namespaces/default/pods/any/exec?command=id&stdout=1'],
      /cannot create resource "pods\/exec"/,
    ],
    [
      "delete somebody else's namespace",
      ['DELETE', '/api/v1/namespaces/somebody-elses'],
      /writes only what it made itself/,
    ],
    [
      "make somebody else's namespace its own",
      ['PATCH', '/api/v1/namespaces/somebody-elses', { metadata: { labels: label } }],
      /writes only what it made itself/,
    ],
    [
      "change somebody else's ConfigMap",
      ['PATCH', '/api/v1/namespaces/somebody-elses/configmaps/settings', { data: { a: 'b' } }],
      /writes only what it made itself/,
    ],
    [
      "delete somebody else's Secret",
      ['DELETE', '/api/v1/namespaces/somebody-elses/secrets/interconnect-secret'],
      /writes only what it made itself/,
    ],
    [
      'make an object without its label',
      ['POST', '/api/v1/namespaces/somebody-elses/configmaps', bare('v1', 'ConfigMap', 'mine')],
      /writes only what it made itself/,
    ],
    [
      "write in a namespace of Kubernetes' own",
      [
        'POST',
        '/api/v1/namespaces/kube-system/configmaps',
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mine', labels: label } },
      ],
      /may not write in the namespace kube-system/,
    ],
  ])('may not %s', async (_, request, why) => {
    const { status, body } = await asWorker(...request);
    expect([status, (body as { message: string }).message]).toEqual([
      403,
      expect.stringMatching(why),
    ]);
  });

  it('reads the name of what was refused on the step', async () => {
    const manifest = 'apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: mine }\n';
    const step = applicationStep(networkRef('rbac'), { namespace: shop, expose: false });
    const { error } = await bench.try(step, { manifest });
    await bench.run(step, { inverse: true });
    expect(error).toMatchObject({
      type: 'Forbidden',
      nonRetryable: true,
      message: expect.stringMatching(
        /^cluster-1 forbids to get resourcequotas \(ResourceQuota shop-rbac\/mine\): .*:shop-rbac:interconnect-applications" cannot get resource "resourcequotas"/,
      ),
    });
  });
});

describe('an account with interconnect-worker alone, narrowed to the Secrets of its spokes', () => {
  const [first, last] = ['10-', '30-'];
  const host = networkRef('rbac-host');
  const narrow = networkRef('rbac-narrow');
  const exposed = [exposedBackend(shop)];
  const existing = applicationStep(narrow, {
    namespace: shop,
    source: { kind: 'existing', services: ['my-backend'] },
  });
  let clusters: Cluster[];
  let hosting: ReturnType<typeof stepsOf>;
  let steps: ReturnType<typeof stepsOf>;
  const as = (options: RunOptions = {}): RunOptions => ({ clusters, ...options });

  beforeAll(async () => {
    const prefix = bench.lab.pool().split('-')[0].replace(/\d+$/, '');
    hosting = stepsOf(host, [`${prefix}${first}${prefix}29`]);
    steps = stepsOf(narrow, [`${prefix}${last}${prefix}50`]);
    clusters = await Promise.all(
      [hub, spoke, 'cluster-3'].map(async cluster => {
        await narrowRole(cluster, narrowed, [spoke]);
        return accountWith(cluster, 'narrow', narrowed);
      }),
    );
    await bench.persist(hosting.createNetwork);
    await bench.persist(hosting.deployLoadBalancer);
    await Promise.all([bench.persist(hosting.deployHub), bench.persist(hosting.deploySpoke)]);
    // By other means, in a namespace that was given to the project.
    const place = bare('v1', 'Namespace', shop);
    const labels = { 'interconnect/project': narrow.project };
    await bench.client(hub).create({ ...place, metadata: { ...place.metadata, labels } });
    const manifest = example('my-backend').replaceAll('namespace: shop', `namespace: ${shop}`);
    for (const document of parseAllDocuments(manifest)) {
      await bench.client(hub).create(document.toJS() as KubernetesObject);
    }
  });
  afterAll(async () => {
    const undo = { inverse: true };
    await removed(hub, bare('v1', 'Namespace', shop));
    await Promise.all([
      bench.persist(hosting.deploySpoke, undo),
      bench.persist(hosting.deployHub, undo),
    ]);
    await bench.persist(hosting.deployLoadBalancer, undo);
    await bench.persist(hosting.createNetwork, undo);
  });

  it('makes networks where Skupper and a load balancer are, and removes them', async () => {
    for (const step of [
      steps.createNetwork,
      steps.deployLoadBalancer,
      steps.deployHub,
      steps.deploySpoke,
      existing,
      steps.linkSpoke,
      steps.publishOnSpoke,
      steps.publishServices,
    ]) {
      await bench.persist(step, as({ ...(step.kind !== 'linkSpoke' && { exposed }) }));
    }
    const settings = {
      addresses: steps.deployLoadBalancer.addresses,
      allowedSources: steps.deployHub.allowedSources,
      applications: [
        {
          name: 'my-backend',
          clusters: [hub],
          namespace: shop,
          expose: true,
          services: ['my-backend'],
        },
      ],
    };
    const { mismatches } = await bench.run(steps.verify, as({ exposed, settings }));
    expect(mismatches).toEqual([]);
    const url = 'http://my-backend.interconnect.svc.cluster.local:8080/';
    expect((await bench.lab.curl(spoke, url)).status).toBe(200);

    for (const step of [
      steps.publishServices,
      steps.publishOnSpoke,
      steps.linkSpoke,
      existing,
      steps.deploySpoke,
      steps.deployHub,
      steps.deployLoadBalancer,
      steps.createNetwork,
    ]) {
      await bench.persist(step, as({ inverse: true }));
    }
    // Without interconnect-worker-cleanup nobody can tell that these are empty.
    for (const cluster of [hub, spoke]) {
      await removed(cluster, bare('v1', 'Namespace', 'interconnect'));
    }
  });

  it('lists no Secrets, and reads none but those of spokes', async () => {
    const transport = createTransport(clusters[0], 10_000);
    const within = '/api/v1/namespaces/kube-system/secrets';
    const paths = ['/api/v1/secrets', within, `${within}/any`, `${within}/interconnect-${spoke}`];
    const answers = paths.map(path => transport.request({ method: 'GET', path }));
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    transport.close();
    expect(statuses).toEqual([403, 403, 403, 404]);
  });

  it.each([
    [
      'an application',
      () =>
        bench.try(
          applicationStep(narrow, { namespace: 'shop-refused', expose: false }),
          as({ manifest: 'apiVersion: batch/v1\nkind: Job\nmetadata: { name: mine }\n' }),
        ),
      /^cluster-1 forbids to get namespaces .* cannot impersonate resource "serviceaccounts" in API group "" in the namespace "shop-refused"\. Whoever runs cluster-1 gives the rights .*: kubectl --context cluster-1 apply -f workflows\/deploy\/rbac.yaml -f workflows\/deploy\/admission.yaml$/,
    ],
    [
      'Skupper',
      () => bench.try({ ...steps.deploySpoke, cluster: 'cluster-3' }, as()),
      /^cluster-3 forbids to get \w+ \(.*\): .* cannot impersonate resource "serviceaccounts" in API group "" in the namespace "backstage-interconnect"\. Whoever runs cluster-3 gives the rights .*: kubectl --context cluster-3 apply -f /,
    ],
  ])('is told what it lacks to install %s', async (_, attempt, message) => {
    const { error } = await attempt();
    expect(error).toMatchObject({
      type: 'Forbidden',
      nonRetryable: true,
      message: expect.stringMatching(message),
    });
    await bench.run({ ...steps.deploySpoke, cluster: 'cluster-3' }, as({ inverse: true }));
  });

  it('leaves namespaces of applications of which it cannot see everything', async () => {
    const roles = ['interconnect-worker', 'interconnect-worker-applications'];
    const account = await accountWith(hub, 'untidy', ...roles);
    const step = applicationStep(narrow, { namespace: 'shop-untidy', expose: false });
    const manifest = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: mine }\n';
    await bench.run(step, { clusters: [account], manifest });
    const { message } = await bench.run(step, { clusters: [account], inverse: true });
    expect(message).toMatch(
      /^removed my-backend; namespace shop-untidy stays: it holds perhaps \w+ and \d+ kinds more, which cluster-1 forbids to list$/,
    );
    await removed(hub, bare('v1', 'Namespace', 'shop-untidy'));
  });
});

it('leaves the clusters as they were', async () => {
  await withoutAccounts();
  expect(await bench.lab.snapshot()).toEqual(before);
});
