import { annotations } from '@interconnect/backstage-plugin-interconnect-common';
import { type Cluster, kubeConfigOf } from '@interconnect/backstage-plugin-interconnect-node';
import { KubernetesObject } from './client';
import { Bench, brokenCluster, example } from './__testUtils__/Bench';
import {
  applicationStep,
  exposedBackend,
  hub,
  networkRef,
  spoke,
  stepsOf,
} from './__testUtils__/steps';

jest.setTimeout(120_000);

const network = networkRef('refusals');
const namespace = 'shop-refusals';

let bench: Bench;
let before: Record<string, string[]>;
let steps: ReturnType<typeof stepsOf>;
const made: [string, KubernetesObject][] = [];

beforeAll(async () => {
  bench = await Bench.attach();
  before = await bench.lab.snapshot();
  steps = stepsOf(network, [bench.lab.pool()]);
});

/** Something of somebody else. */
async function put(cluster: string, object: KubernetesObject) {
  const created = await bench.client(cluster).create(object);
  if (!created) throw new Error(`${object.metadata.name} was there already`);
  made.unshift([cluster, created]);
  return created;
}

async function gone(cluster: string, object: KubernetesObject) {
  const end = Date.now() + 60_000;
  while (await bench.client(cluster).get(object)) {
    if (Date.now() > end) throw new Error(`${object.metadata.name} stays`);
    await new Promise(resolve => setTimeout(resolve, 300));
  }
}

const namespaceObject = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});

const namespaceOfProject = (name: string) => ({
  ...namespaceObject(name),
  metadata: { name, labels: { 'interconnect/project': network.project } },
});
const manifestIn = (where: string) =>
  example('my-backend').replaceAll('namespace: shop', `namespace: ${where}`);

const object = (kind: string, more: object, within = namespace): KubernetesObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name: 'my-backend', namespace: within },
  ...more,
});

async function expectNothingLeft() {
  expect(await bench.lab.snapshot()).toEqual(before);
}

afterEach(async () => {
  for (const [cluster, foreign] of made.splice(0)) {
    await bench.client(cluster).remove(foreign);
    await gone(cluster, foreign);
  }
  await expectNothingLeft();
});

describe('something of somebody else in the way is named, and nothing is touched', () => {
  it('the namespace of the network', async () => {
    const foreign = await put(hub, namespaceObject(network.namespace));
    const { error } = await bench.try(steps.createNetwork);
    expect(error).toMatchObject({
      type: 'NameTaken',
      nonRetryable: true,
      message: expect.stringMatching(
        /^Namespace interconnect-refusals on cluster-1 exists already and is not ours to change: it lacks the labels .*interconnect\/network=refusals/,
      ),
    });
    const { message } = await bench.run(steps.createNetwork, { inverse: true });
    expect(message).toMatch(/no namespace interconnect-refusals of this network/);
    const after = await bench.client(hub).get(foreign);
    expect(after?.metadata.resourceVersion).toBe(foreign.metadata.resourceVersion);
  });

  it("the seed's address of a service", async () => {
    await put(spoke, namespaceObject('interconnect'));
    const spec = { type: 'ExternalName', externalName: 'elsewhere.example' };
    await put(spoke, object('Service', { spec }, 'interconnect'));
    const snapshot = await bench.lab.snapshot();
    const { error } = await bench.try(
      { ...steps.publishServices, cluster: spoke },
      { exposed: [exposedBackend()] },
    );
    expect(error).toMatchObject({
      type: 'NameTaken',
      message: expect.stringMatching(
        /^Service interconnect\/my-backend on cluster-2 exists already/,
      ),
    });
    expect(await bench.lab.snapshot()).toEqual(snapshot);
  });

  it('a namespace that nobody gave to the project', async () => {
    await put(hub, namespaceObject(namespace));
    await put(hub, object('Service', { spec: { ports: [{ port: 1 }] } }));
    const snapshot = await bench.lab.snapshot();
    const source = { kind: 'existing' as const, services: ['my-backend'] };
    for (const more of [{}, { source }]) {
      const step = applicationStep(network, { namespace, ...more });
      const { error } = await bench.try(step, { manifest: manifestIn(namespace) });
      expect(error).toMatchObject({
        type: 'NameTaken',
        nonRetryable: true,
        message:
          'Namespace shop-refusals on cluster-1 was not made for the project edge-shop. Whoever runs the cluster can give it ' +
          'to the project: kubectl --context cluster-1 label namespace shop-refusals interconnect/project=edge-shop',
      });
      await bench.run(step, { inverse: true });
      expect(await bench.lab.snapshot()).toEqual(snapshot);
    }
  });

  it("an application's object", async () => {
    await put(hub, namespaceOfProject(namespace));
    await put(hub, object('Service', { spec: { ports: [{ port: 1 }] } }));
    const snapshot = await bench.lab.snapshot();
    const manifest = manifestIn(namespace);
    const { error } = await bench.try(applicationStep(network, { namespace }), { manifest });
    expect(error).toMatchObject({
      type: 'NameTaken',
      message: expect.stringMatching(
        /^Service shop-refusals\/my-backend on cluster-1 exists already/,
      ),
    });
    const after = await bench.lab.snapshot();
    expect(after[hub].filter(one => !snapshot[hub].includes(one))).toEqual([
      expect.stringMatching(/RoleBinding shop-refusals\/interconnect-applications$/),
    ]);
    await bench.run(applicationStep(network, { namespace }), { inverse: true });
    expect(await bench.lab.snapshot()).toEqual(snapshot);
  });

  it("another network's namespace for an application", async () => {
    const other = { ...networkRef('refusals-other'), namespace: 'shop-refusals-other' };
    await bench.run({ ...steps.createNetwork, network: other });
    const { error } = await bench.try(applicationStep(network, { namespace: other.namespace }), {
      manifest: manifestIn(other.namespace),
    });
    expect(error).toMatchObject({
      type: 'NameTaken',
      message: `Namespace ${other.namespace} on cluster-1 serves Interconnect itself`,
    });
    await bench.run({ ...steps.createNetwork, network: other }, { inverse: true });
  });
});

describe('a Service that leads elsewhere than to pods of its namespace is not published', () => {
  const expose = { [annotations.exposeService]: 'true' };
  const source = { kind: 'existing' as const, services: ['my-backend'] };
  const step = () => applicationStep(network, { namespace, source });
  const service = (spec: object) => ({
    ...object('Service', { spec: { ports: [{ port: 8080 }], ...spec } }),
    metadata: { name: 'my-backend', namespace, annotations: expose },
  });
  const slice: KubernetesObject = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: 'my-backend-manual',
      namespace,
      labels: { 'kubernetes.io/service-name': 'my-backend' },
    },
    addressType: 'IPv4',
    ports: [{ port: 8080 }],
    endpoints: [
      {
        addresses: ['10.9.9.9'],
        targetRef: { kind: 'Pod', name: 'my-backend', namespace },
      },
    ],
  };

  it.each<[string, KubernetesObject[], RegExp]>([
    [
      'without a selector',
      [service({}), slice],
      /^Service shop-refusals\/my-backend has no selector: .* \(on cluster-1\)$/,
    ],
    [
      'with addresses that somebody added, said to be of a pod',
      [service({ selector: { app: 'a' } }), slice],
      /^Service shop-refusals\/my-backend leads to 10.9.9.9, which is no pod of its namespace \(on cluster-1\)$/,
    ],
    [
      'of type ExternalName',
      [service({ type: 'ExternalName', externalName: 'a.other.svc.cluster.local' })],
      /spec.type: is ExternalName/,
    ],
  ])('%s', async (_, objects, message) => {
    await put(hub, namespaceOfProject(namespace));
    for (const one of objects) await put(hub, one);
    const { error } = await bench.try(step());
    expect(error).toMatchObject({ type: 'InvalidInput', nonRetryable: true });
    expect(error?.message).toMatch(message);
  });
});

describe('clusters that cannot be worked with', () => {
  const with1 = (cluster: Cluster) => ({ clusters: [cluster] });

  it('one that nobody answers for', async () => {
    const cluster = brokenCluster(bench.lab, hub, { server: 'https://127.0.0.1:9' });
    for (const inverse of [false, true]) {
      const { error } = await bench.try(steps.createNetwork, { ...with1(cluster), inverse });
      expect(error).toMatchObject({
        type: 'Unreachable',
        nonRetryable: false,
        message: 'cluster-1 cannot be reached at https://127.0.0.1:9: connection refused',
      });
    }
  });

  it('one that refuses the credentials', async () => {
    const cluster = brokenCluster(bench.lab, hub, { token: 'not-the-token-of-anybody' });
    const { error } = await bench.try(steps.createNetwork, with1(cluster));
    expect(error).toMatchObject({ type: 'Unauthorized', nonRetryable: true });
    expect(error?.message).toMatch(/^cluster-1 at https:.* refuses the credentials/);
    expect(JSON.stringify(bench.said)).not.toContain('not-the-token-of-anybody');
  });

  it('one that allows too little', async () => {
    const path = '/api/v1/namespaces/default/serviceaccounts/default/token';
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
    const answer = await bench.transport(hub).request({ method: 'POST', path, body });
    const { token } = (answer.body as { status: { token: string } }).status;
    const cluster = brokenCluster(bench.lab, hub, { token });
    const { error } = await bench.try(steps.createNetwork, with1(cluster));
    expect(error).toMatchObject({
      type: 'Forbidden',
      nonRetryable: true,
      message: expect.stringMatching(
        /^cluster-1 forbids to get namespaces \(Namespace interconnect-refusals\)/,
      ),
    });
    expect(JSON.stringify(bench.said)).not.toContain(token);
  });

  it('one whose certificate is not the expected one', async () => {
    const other = brokenCluster(bench.lab, spoke, {});
    const caData = kubeConfigOf(other).getCurrentCluster()?.caData;
    const { error } = await bench.try(
      steps.createNetwork,
      with1(brokenCluster(bench.lab, hub, { caData })),
    );
    expect(error).toMatchObject({ type: 'Untrusted', nonRetryable: true });
  });

  it('one that is not configured', async () => {
    const { error } = await bench.try({ ...steps.createNetwork, cluster: 'cluster-9' });
    expect(error).toMatchObject({
      type: 'InvalidInput',
      message: expect.stringMatching(
        /^Not done: cluster 'cluster-9' is unknown \(accepted: one of cluster-1,/,
      ),
    });
  });

  it('are Unknown to verify, which still reads the others', async () => {
    const broken = brokenCluster(bench.lab, spoke, { server: 'https://127.0.0.1:9' });
    const [first] = bench.clusters;
    const { observation, mismatches } = await bench.run(steps.verify, {
      clusters: [first, broken],
      options: { verifySeconds: 0 },
    });
    expect(observation?.members).toMatchObject([
      {
        cluster: hub,
        state: 'NotReady',
        message: 'Site interconnect-refusals/cluster-1 is missing',
      },
      { cluster: spoke, state: 'Unknown', link: { state: 'Unknown' } },
    ]);
    expect(mismatches).toEqual([
      'cluster-1: Site interconnect-refusals/cluster-1 is missing',
      'cluster-2 cannot be reached at https://127.0.0.1:9: connection refused',
    ]);
  });
});

describe('input that no retry can mend leaves nothing behind', () => {
  const annotated = (given: Record<string, string>, type = 'ClusterIP') =>
    JSON.stringify({
      ...object('Service', { spec: { type, ports: [{ port: 8080 }], selector: { app: 'x' } } }),
      metadata: { name: 'my-backend', annotations: given },
    });
  const expose = { [annotations.exposeService]: 'true' };

  it.each<[string, string, RegExp]>([
    [
      'a wrong port',
      annotated({ ...expose, [annotations.exposePort]: '70000' }),
      /expose-port: is "70000"/,
    ],
    ['a NodePort Service', annotated(expose, 'NodePort'), /spec.type: a Service of type NodePort/],
    ['nothing exposed', annotated({}), /has the annotation .*expose-service: "true"/],
    [
      'a manifest without kind',
      'apiVersion: v1\nKind: Service\nmetadata: { name: a }',
      /has no kind/,
    ],
  ])('%s', async (_, manifest, message) => {
    const { error } = await bench.try(applicationStep(network, { namespace }), { manifest });
    expect(error).toMatchObject({ type: 'InvalidInput', nonRetryable: true });
    expect(error?.message).toMatch(message);
  });

  it('a Service that is said to exist and does not', async () => {
    const source = { kind: 'existing' as const, services: ['my-backend'] };
    const { error } = await bench.try(applicationStep(network, { namespace, source }));
    expect(error).toMatchObject({
      type: 'Missing',
      nonRetryable: true,
      message: expect.stringMatching(
        /^Service shop-refusals\/my-backend does not exist on cluster-1/,
      ),
    });
  });
});

describe('a pool with addresses of the cluster itself is refused, and nothing is written:', () => {
  it.each([
    ['a node', '198.18.1.0/30', /198.18.1.1, the InternalIP of Node cluster-1-node/],
    ['pods', '198.18.1.128-198.18.1.200', /198.18.1.0\/24, for pods of Node cluster-1-node/],
    ['the API server', '127.0.0.1-127.0.0.9', /127.0.0.1, the API server/],
    ['Services', undefined, /127\.\d+\.0\.0\/16, for ClusterIPs/],
  ])('%s', async (_, range, what) => {
    const services = await bench.client(hub).list({ apiVersion: 'v1', kind: 'Service' });
    const addresses = [range ?? `${services[0].spec?.clusterIP}/32`];
    const snapshot = await bench.lab.snapshot();
    const { error } = await bench.try({ ...steps.deployLoadBalancer, addresses });
    expect(error).toMatchObject({ type: 'InvalidInput', nonRetryable: true });
    expect(error?.message).toMatch(what);
    expect(error?.message).toContain(`hub.loadBalancer.addresses: ${addresses} overlaps `);
    expect(await bench.lab.snapshot()).toEqual(snapshot);
  });
});

describe('load balancers', () => {
  const step = () => ({ ...steps.deployLoadBalancer, addresses: undefined });
  const finish = async () => {
    await bench.run(step(), { inverse: true });
    await bench.run(steps.createNetwork, { inverse: true });
  };

  it('asks for addresses where there is none', async () => {
    await bench.run(steps.createNetwork);
    const { error } = await bench.try(step(), { options: { probeSeconds: 2 } });
    expect(error).toMatchObject({
      type: 'Missing',
      message: expect.stringMatching(/give hub.loadBalancer.addresses/),
    });
    await finish();
  });

  it('says which configuration is missing', async () => {
    await bench.run(steps.createNetwork);
    const options = { loadBalancerManifest: undefined, skupperManifest: undefined };
    const one = await bench.try(steps.deployLoadBalancer, { options });
    expect(one.error?.message).toMatch(/interconnect.loadBalancer.manifest does not say/);
    const other = await bench.try(steps.deployHub, { options });
    expect(other.error).toMatchObject({ type: 'Missing' });
    expect(other.error?.message).toMatch(/interconnect.skupper.manifest does not say/);
    await bench.run(steps.deployHub, { inverse: true });
    await finish();
  });

  it('adopts one that is there, and warns that it has addresses of its own', async () => {
    await bench.run(steps.createNetwork);
    const spec = { type: 'LoadBalancer', ports: [{ port: 443 }] };
    const service = await put(hub, object('Service', { spec }, 'default'));
    await bench.transport(hub).request({
      method: 'PATCH',
      path: '/api/v1/namespaces/default/services/my-backend/status',
      contentType: 'application/merge-patch+json',
      body: { status: { loadBalancer: { ingress: [{ ip: '203.0.113.7' }] } } },
    });
    expect(service.metadata.name).toBe('my-backend');
    expect((await bench.run(step())).message).toBe(
      'adopted the load balancer that serves Service default/my-backend',
    );
    expect((await bench.run(steps.deployLoadBalancer)).message).toMatch(
      /; warning: hub.loadBalancer.addresses has no effect on it$/,
    );
    await finish();
  });
});

describe('waiting', () => {
  const finalized = (): KubernetesObject => ({
    ...object('ConfigMap', {}, network.namespace),
    metadata: { name: 'held', namespace: network.namespace, finalizers: ['example.com/held'] },
  });
  const release = async () => {
    await bench.transport(hub).request({
      method: 'PATCH',
      path: `/api/v1/namespaces/${network.namespace}/configmaps/held`,
      contentType: 'application/merge-patch+json',
      body: { metadata: { finalizers: null } },
    });
  };

  it('says after its deadline what it waited for and what it saw', async () => {
    await bench.run(steps.createNetwork);
    await bench.client(hub).create(finalized());
    const { error } = await bench.try(steps.createNetwork, { inverse: true, deadlineSeconds: 15 });
    expect(error).toMatchObject({
      type: 'NotReadyInTime',
      nonRetryable: true,
      message: expect.stringMatching(
        /^Waited 1\d s for Namespace interconnect-refusals on cluster-1 to be gone; last seen: .*finalizers/,
      ),
    });
    const again = await bench.try(steps.createNetwork, { deadlineSeconds: 2 });
    expect(again.error?.message).toMatch(/the one of before is still being deleted$/);
    await release();
    await bench.run(steps.createNetwork, { inverse: true });
  });

  it('heartbeats, and ends when it is cancelled', async () => {
    await bench.run(steps.createNetwork);
    await bench.client(hub).create(finalized());
    const heartbeats: unknown[] = [];
    const { error } = await bench.try(steps.createNetwork, {
      inverse: true,
      onHeartbeat: (details, environment) => {
        heartbeats.push(details);
        if (heartbeats.length === 3) environment.cancel();
      },
    });
    expect(error?.name).toBe('CancelledFailure');
    expect(heartbeats[0]).toMatch(
      /^waiting for Namespace interconnect-refusals on cluster-1 to be gone/,
    );
    await release();
    await bench.run(steps.createNetwork, { inverse: true });
  });
});
