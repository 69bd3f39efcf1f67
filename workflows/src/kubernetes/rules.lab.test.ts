import { managedBy, managedByLabel } from '@interconnect/backstage-plugin-interconnect-common';
import { digestAnnotation } from './client/applied';
import {
  ClusterClient,
  createTransport,
  Discovery,
  impersonating,
  type KubernetesObject,
} from './client';
import { asInstaller } from './cluster/identities';
import { Bench, type RunOptions } from './__testUtils__/Bench';
import { allKinds } from './__testUtils__/allKinds';
import { installServiceExports } from './__testUtils__/multiClusterServices';
import { RecordingProxy } from './__testUtils__/RecordingProxy';
import {
  gives,
  type Right,
  rightsOf,
  rulesFor,
  rolesHandingOn,
  rulesOf,
  textOf,
} from './__testUtils__/rules';
import {
  applicationStep,
  exposedBackend,
  hub,
  networkRef,
  spoke,
  stepsOf,
} from './__testUtils__/steps';

jest.setTimeout(600_000);

/*
 * No rule in rbac.yaml that nothing needs. A network with Skupper, MetalLB and an application of
 * every kind is made, somebody changes every object of it, it is put right, and removed: through a
 * proxy that writes down what the worker asks for, in whose name. Each right of each role (a verb
 * on a resource or object) must have been used then, or be one that Skupper or MetalLB is given.
 * The other way round, whatever was not forbidden must stand in the role.
 *
 * Then each right is taken out of its role, on a real API server, and the request that needs it, or
 * the role that hands it on, is refused with the name of what lacks. Of rights without a request of
 * that kind (`bind`, `impersonate`, `use`, all of something, parts of objects) the API server is
 * asked whether they are there.
 */
const roles: Record<string, string[]> = {
  'interconnect-worker': [
    'interconnect-worker',
    'interconnect-worker-applications',
    'interconnect-worker-cleanup',
  ],
  'interconnect-applications': ['interconnect-applications'],
  'interconnect-installer': ['interconnect-worker-installer'],
};
const rightsIn = (role: string) => rulesOf(role).flatMap(rightsOf);
/** What has no request of its own. */
const withoutRequest = ['bind', 'impersonate', 'use', '*'];
const methods: Record<string, 'GET' | 'POST' | 'PATCH' | 'DELETE'> = {
  get: 'GET',
  list: 'GET',
  watch: 'GET',
  create: 'POST',
  patch: 'PATCH',
  delete: 'DELETE',
};

const network = networkRef('rules');
const shop = 'shop-rules';
let bench: Bench;
let before: Record<string, string[]>;
let proxies: RecordingProxy[];

beforeAll(async () => {
  bench = await Bench.attach();
  before = await bench.lab.snapshot();
  proxies = await Promise.all(bench.clusters.map(cluster => RecordingProxy.before(cluster)));
  const uninstall = await installServiceExports(bench, hub);
  await liveThrough();
  await uninstall();
});
afterAll(() => proxies?.forEach(proxy => proxy.close()));

/**
 * Given to the project, so that it stays, and the project's rights in it are taken back by
 * themselves.
 */
const place = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: shop, labels: { 'interconnect/project': network.project } },
};

async function liveThrough() {
  await bench.client(hub).create(place);
  const steps = stepsOf(network, [bench.lab.pool()]);
  const application = applicationStep(network, { namespace: shop });
  const exposed = [exposedBackend(shop)];
  const clusters = proxies.map(({ cluster }) => cluster);
  const run = (step: Parameters<typeof bench.run>[0], options: RunOptions = {}) =>
    bench.persist(step, {
      clusters,
      exposed,
      manifest: allKinds(shop),
      deadlineSeconds: 240,
      ...options,
    });
  const install = async () => {
    await run(steps.createNetwork);
    await run(steps.deployLoadBalancer);
    await run(steps.deploySpoke);
  };
  const make = async () => {
    await install();
    await run(steps.deployHub);
    await run(application, { exposed: undefined });
    await Promise.all([run(steps.linkSpoke, { exposed: undefined }), run(steps.publishServices)]);
    await run(steps.publishOnSpoke);
  };
  await bench.check([application], allKinds(shop), { clusters });
  await install();
  await installWebhook();
  await changeEverything();
  await stopInstalled();
  await make();
  await changeEverything();
  await make();
  const settings = {
    addresses: steps.deployLoadBalancer.addresses,
    allowedSources: steps.deployHub.allowedSources,
    applications: [{ name: 'my-backend', clusters: [hub], namespace: shop, expose: true }],
  };
  expect((await run(steps.verify, { settings })).mismatches).toEqual([]);
  for (const step of [
    steps.publishServices,
    steps.publishOnSpoke,
    steps.linkSpoke,
    application,
    steps.deploySpoke,
    steps.deployHub,
    steps.deployLoadBalancer,
    steps.createNetwork,
  ]) {
    await run(step, { inverse: true });
  }
  await bench.client(hub).remove(place);
  while (await bench.client(hub).get(place)) await new Promise(resolve => setTimeout(resolve, 300));
}

/** MetalLB's own manifest has a webhook for its kinds, that of the lab has none. */
async function installWebhook() {
  const transport = createTransport(proxies[0].cluster, 30_000);
  const client = new ClusterClient(transport, new Discovery(transport));
  const webhook = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: {
      name: 'metallb-webhook-configuration',
      labels: { [managedByLabel]: managedBy },
    },
    webhooks: [],
  };
  await asInstaller(client).create(webhook);
  await asInstaller(client).remove(webhook);
  transport.close();
}

/** Somebody changes every object of ours: all has to be written again. */
async function changeEverything() {
  for (const cluster of [hub, spoke]) {
    const client = bench.client(cluster);
    for (const object of await bench.ours(cluster)) {
      await client.annotate(object, { [digestAnnotation]: 'changed' });
    }
  }
}

/**
 * Somebody removes what runs of Skupper and MetalLB: both are installed again, as far as they are
 * not as they should be.
 */
async function stopInstalled() {
  const running = (name: string, namespace: string) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
  });
  await bench.client(spoke).remove(running('skupper-controller', 'skupper'));
  await bench.client(hub).remove(running('controller', 'metallb-system'));
}

const handingOn = (right: Right) =>
  rolesHandingOn(right, bench.lab.skupperManifest, bench.lab.metallbManifest)[0];

describe.each(Object.keys(roles))('the rights of %s', account => {
  const rights = () => roles[account].flatMap(rightsIn);
  const accesses = () => proxies.flatMap(({ seen }) => seen).filter(one => one.account === account);

  it('are used, each of them, or handed on', () => {
    const unused = rights()
      .filter(right => !withoutRequest.includes(right.verb))
      .filter(right => !accesses().some(access => gives(right, access)) && !handingOn(right))
      .map(textOf);
    expect(unused).toEqual([]);
  });

  it('are all that it has', () => {
    const others = accesses()
      .filter(({ status, group }) => status !== 403 && group !== 'authorization.k8s.io')
      .filter(access => !rights().some(right => gives(right, access)));
    expect([...new Set(others.map(textOf))]).toEqual([]);
  });
});

const roleNames = Object.values(roles).flat();
describe.each(roleNames)('without one right of %s', role => {
  const rbac = 'rbac.authorization.k8s.io';
  const user = (index: number) => `without-${index}-of-${role}`;
  const object = (kind: string, name: string, fields: object) => ({
    apiVersion: `${rbac}/v1`,
    kind,
    metadata: { name },
    ...fields,
  });
  let all: Right[];
  let made: KubernetesObject[];

  beforeAll(async () => {
    all = rightsIn(role);
    const client = bench.client(hub);
    made = [];
    for (const index of all.keys()) {
      const rules = rulesFor(all.filter((_, at) => at !== index));
      const roleRef = { apiGroup: rbac, kind: 'ClusterRole', name: user(index) };
      const subjects = [{ apiGroup: rbac, kind: 'User', name: user(index) }];
      for (const one of [
        object('ClusterRole', user(index), { rules }),
        object('ClusterRoleBinding', user(index), { roleRef, subjects }),
      ]) {
        made.push((await client.create<KubernetesObject>(one))!);
      }
    }
  });
  afterAll(async () => {
    const client = bench.client(hub);
    for (const one of made) await client.remove(one);
  });

  it('what needs it is refused by name', async () => {
    const wrong: string[] = [];
    const admin = bench.transport(hub);
    for (const [index, right] of all.entries()) {
      const as = impersonating(admin, user(index));
      const other = all.filter((_, at) => at !== index).pop();
      if (other) await untilAllowed(as, other);
      const handed = role === 'interconnect-worker-installer' ? handingOn(right) : undefined;
      if (!(await isRefused(as, right))) wrong.push(textOf(right));
      if (handed && !(await isNotHandedOn(as, handed))) wrong.push(`handing on: ${textOf(right)}`);
    }
    admin.close();
    expect(wrong).toEqual([]);
  });

  type Transport = ReturnType<typeof createTransport>;

  async function isAllowed(as: Transport, { group, resource, verb, name }: Right) {
    const [plural, subresource] = resource.split('/');
    const resourceAttributes = { group, resource: plural, subresource, verb, name };
    const { body } = await as.request({
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      body: {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes },
      },
    });
    return (body as { status: { allowed: boolean } }).status.allowed;
  }

  /** API servers learn of roles a moment later. */
  async function untilAllowed(as: Transport, right: Right) {
    while (!(await isAllowed(as, right))) await new Promise(resolve => setTimeout(resolve, 20));
  }

  async function isNotHandedOn(as: Transport, given: KubernetesObject): Promise<boolean> {
    const where = given.kind === 'Role' ? 'namespaces/default/roles' : 'clusterroles';
    const { status, body } = await as.request({
      method: 'POST',
      path: `/apis/${rbac}/v1/${where}?dryRun=All`,
      body: { ...given, metadata: { name: 'attempt' } },
    });
    const { message = '' } = body as { message?: string };
    return status === 403 && /permissions not currently held/.test(message);
  }

  async function isRefused(as: Transport, right: Right): Promise<boolean> {
    if (await isAllowed(as, right)) return false;
    const { group, resource, verb, name = 'attempt' } = right;
    const method = methods[verb];
    if (!method || [group, resource].includes('*') || resource.includes('/')) return true;
    const at = ['list', 'watch', 'create'].includes(verb) ? '' : `/${name}`;
    const watch = verb === 'watch' ? '?watch=1' : '';
    const path = `${group ? `/apis/${group}` : '/api'}/v1/${resource}${at}${watch}`;
    const body = method === 'GET' ? undefined : {};
    const answer = await as.request({ method, path, body });
    const { message = '' } = (answer.body ?? {}) as { message?: string };
    return answer.status === 403 && message.includes(`cannot ${verb} resource "${resource}"`);
  }
});

it('leaves the clusters as they were', async () => {
  expect(await bench.lab.snapshot()).toEqual(before);
});
