import { annotations } from '@interconnect/backstage-plugin-interconnect-common';
import { type Cluster, kubeConfigOf } from '@interconnect/backstage-plugin-interconnect-node';
import { KubernetesObject } from './client';
import { Bench, brokenCluster, caseFile, example } from './__testUtils__/Bench';
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
    const { error } = await bench.try(steps.publishOnSpoke, { exposed: [exposedBackend()] });
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
    const token = await bench.tokenOf(hub, 'default', 'default');
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

describe('all objects are checked on the cluster before the first one is written', () => {
  const step = applicationStep(network, { namespace, expose: false });
  const deployment = (name: string, container: object = {}, app = name) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: { app } },
      template: {
        metadata: { labels: { app } },
        spec: { containers: [{ name: 'main', image: 'registry.example/main:1', ...container }] },
      },
    },
  });
  const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'first' } };
  const manifestOf = (...objects: object[]) =>
    objects.map(one => JSON.stringify(one)).join('\n---\n');
  const versions = async () =>
    (await bench.ours(hub))
      .filter(({ metadata }) => metadata.namespace === namespace)
      .map(({ metadata }) => `${metadata.name} ${metadata.resourceVersion}`);

  afterEach(async () => {
    await bench.run(step, { inverse: true });
  });

  it.each<[string, object, string, RegExp]>([
    [
      'a version that is not served',
      { ...deployment('web'), apiVersion: 'apps/v1beta1' },
      'Missing',
      /^cluster-1 does not serve the kind Deployment of apps\/v1beta1: it serves Deployment in apps\/v1$/,
    ],
    [
      'labels that the selector does not find',
      {
        ...deployment('web'),
        spec: { ...deployment('web').spec, selector: { matchLabels: { a: 'b' } } },
      },
      'InvalidInput',
      /^cluster-1 does not accept Deployment shop-refusals\/web: spec.template.metadata.labels: /,
    ],
    [
      'a field that does not exist',
      deployment('web', { imagePullPolice: 'Always' }),
      'InvalidInput',
      /^cluster-1 does not accept Deployment shop-refusals\/web: /,
    ],
  ])('%s', async (_, wrong, type, message) => {
    const { error } = await bench.try(step, { manifest: manifestOf(config, wrong) });
    expect(error).toMatchObject({ type, nonRetryable: true });
    expect(error?.message).toMatch(message);
    expect(await versions()).not.toContainEqual(expect.stringMatching(/^(first|web) /));
  });

  it('a plan is told the same, before there is a namespace and after, and nothing is written', async () => {
    const snapshot = await bench.lab.snapshot();
    const manifest = manifestOf(config, deployment('web'));
    const wrong = manifestOf(config, { ...deployment('web'), apiVersion: 'apps/v1beta1' });
    const notPrepared = {
      cluster: hub,
      application: 'my-backend',
      finding: 'warning',
      text: expect.stringMatching(
        /^namespace shop-refusals is not prepared yet, so that only the kinds of its objects and the rights to them/,
      ),
    };
    expect((await bench.check([step], manifest)).findings).toEqual([notPrepared]);
    const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'most' } };
    expect((await bench.check([step], manifestOf(config, quota))).findings).toMatchObject([
      {
        finding: 'refused',
        text: expect.stringMatching(
          /^cluster-1 does not let applications have ResourceQuota shop-refusals\/most \(get, create, patch, delete of resourcequotas\)/,
        ),
      },
    ]);
    expect((await bench.check([step], wrong)).findings).toMatchObject([
      { finding: 'refused', text: expect.stringMatching(/it serves Deployment in apps\/v1$/) },
    ]);
    expect(await bench.lab.snapshot()).toEqual(snapshot);

    await bench.run(step, { manifest });
    const standing = await bench.settledVersions(hub);
    expect((await bench.check([step], manifest)).findings).toEqual([]);
    const changed = manifestOf(config, deployment('web', {}, 'other'), {
      ...config,
      metadata: { name: 'second' },
    });
    expect((await bench.check([step], changed)).findings).toMatchObject([
      { finding: 'refused', text: expect.stringMatching(/spec.selector: field is immutable/) },
    ]);
    const other = { ...step, application: 'other' };
    expect((await bench.check([other], manifest)).findings).toEqual([]);
    const stranger = { ...step, network: networkRef('refusals-other') };
    expect((await bench.check([stranger], manifest)).findings).toMatchObject([
      { finding: 'refused', text: expect.stringMatching(/exists already and is not ours/) },
      { finding: 'refused', text: expect.stringMatching(/exists already and is not ours/) },
    ]);
    const away = brokenCluster(bench.lab, hub, { server: 'https://127.0.0.1:9' });
    expect((await bench.check([step], manifest, { clusters: [away] })).findings).toEqual([
      {
        cluster: hub,
        application: 'my-backend',
        finding: 'unknown',
        text: 'cluster-1 cannot be reached at https://127.0.0.1:9: connection refused',
      },
    ]);
    expect(await bench.versions(hub)).toEqual(standing);
  });

  it('an environment variable twice: what stands is done, what server-side apply cannot read is refused', async () => {
    const manifest = caseFile('duplicate-env');
    const { findings } = await bench.check([step], manifest);
    expect(findings.map(({ finding }) => finding)).toEqual(['warning']);
    await bench.run(step, { manifest });
    const standing = await bench.settledVersions(hub);
    await bench.run(step, { manifest });
    expect(await bench.versions(hub)).toEqual(standing);
    const { error } = await bench.try(step, {
      manifest: `${manifest.replace('worker:1', 'worker:2')}\n---\n${manifestOf(config)}`,
    });
    expect(error).toMatchObject({
      type: 'InvalidInput',
      nonRetryable: true,
      message: expect.stringMatching(
        /Deployment shop-refusals\/worker: .*containers\[name="…"\]\.env: duplicate entries for key \[name="…"\]$/,
      ),
    });
    expect(await bench.versions(hub)).toEqual(standing);
  });

  it('fields that are left out, and such that never change', async () => {
    const service = (spec: object) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { ports: [{ port: 80 }], ...spec },
    });
    const env = [{ name: 'A', value: 'a' }];
    await bench.run(step, { manifest: manifestOf(deployment('web', { env }), service({})) });
    const valueFrom = { fieldRef: { fieldPath: 'metadata.name' } };
    await bench.run(step, {
      manifest: manifestOf(deployment('web', { env: [{ name: 'A', valueFrom }] }), service({})),
    });
    const standing = await bench.settledVersions(hub);
    const { error } = await bench.try(step, {
      manifest: manifestOf(config, deployment('web', {}, 'other'), service({ clusterIP: 'None' })),
    });
    expect(error).toMatchObject({ type: 'Immutable', nonRetryable: true });
    expect(error?.message).toMatch(
      /^cluster-1 cannot change Service shop-refusals\/web: spec.clusterIPs\[0\]: may not change once set.* Give the object another name, .*; cluster-1 cannot change Deployment shop-refusals\/web: spec.selector: field is immutable\. /,
    );
    expect(await bench.versions(hub)).toEqual(standing);
  });

  it('a Job of a new version is made anew, and one that is the same is left alone', async () => {
    const [manifest, next] = ['server.yaml', 'next.yaml'].map(file =>
      caseFile('job-with-new-image', file),
    );
    const read = () =>
      bench.client(hub).get({
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'migrate', namespace },
      });
    await bench.run(step, { manifest });
    const first = await read();
    expect((await bench.check([step], next)).findings).toMatchObject([
      { finding: 'replaced', text: 'Job shop-refusals/migrate' },
    ]);
    expect((await read())?.metadata.uid).toBe(first?.metadata.uid);
    const { message } = await bench.run(step, { manifest: next });
    expect(message).toBe('1 workload ready, replaced Job shop-refusals/migrate');
    const second = await read();
    expect(second?.metadata.uid).not.toBe(first?.metadata.uid);
    expect(JSON.stringify(second?.spec)).toContain('1.1');
    expect((await bench.run(step, { manifest: next })).message).toBe('1 workload ready');
    expect((await read())?.metadata.uid).toBe(second?.metadata.uid);
  });
});

describe('what the steps make themselves is asked about before anything is written', () => {
  const all = () => {
    const { retireAuthority: _, verify: __, ...asked } = steps;
    return [...Object.values(asked), applicationStep(network, { namespace })];
  };
  const findings = async (options: Parameters<typeof bench.check>[2] = {}) => {
    const snapshot = await bench.lab.snapshot();
    const told = await bench.check(all(), manifestIn(namespace), options);
    expect(await bench.lab.snapshot()).toEqual(snapshot);
    return told.findings
      .filter(({ finding }) => finding !== 'warning')
      .map(({ cluster, finding, text }) => `${finding} ${cluster}: ${text}`);
  };
  const matching = (...texts: RegExp[]) => texts.map(text => expect.stringMatching(text));

  it('all is well on clusters where nothing is in the way', async () => {
    expect(await findings()).toEqual([]);
  });

  it('namespaces and addresses of others', async () => {
    await put(hub, namespaceObject(network.namespace));
    await put(spoke, namespaceObject('interconnect'));
    const spec = { type: 'ExternalName', externalName: 'elsewhere.example' };
    await put(spoke, object('Service', { spec }, 'interconnect'));
    expect(await findings()).toEqual(
      matching(
        /^refused cluster-1: Namespace interconnect-refusals on cluster-1 exists already and is not ours/,
        /^refused cluster-2: Service interconnect\/my-backend on cluster-2 exists already/,
      ),
    );
  });

  it('what nothing installs', async () => {
    const options = { loadBalancerManifest: undefined, skupperManifest: undefined };
    expect(await findings({ options })).toEqual(
      matching(
        /^refused cluster-1: .*interconnect\.loadBalancer\.manifest does not say what installs one$/,
        /^refused cluster-1: Skupper is not installed on cluster-1, and interconnect\.skupper\.manifest/,
        /^refused cluster-2: Skupper is not installed on cluster-2, and interconnect\.skupper\.manifest/,
      ),
    );
  });

  it('rights', async () => {
    const account = await bench.tokenOf(hub, 'default', 'default');
    const clusters = bench.clusters.map(cluster =>
      cluster.name === hub ? brokenCluster(bench.lab, hub, { token: account }) : cluster,
    );
    const told = await findings({ clusters });
    expect(told).toContainEqual(
      expect.stringMatching(
        /^refused cluster-1: cluster-1 forbids to get namespaces .*Whoever runs cluster-1 gives the rights/,
      ),
    );
    expect(told.every(text => text.startsWith('refused cluster-1: cluster-1 forbids to '))).toBe(
      true,
    );
  });
});

describe('a pool with addresses of the cluster itself is refused, and nothing is written:', () => {
  const poolOf = (name: string): string =>
    JSON.parse(caseFile(name, 'network.json')).hub.loadBalancer.addresses[0];

  it.each([
    ['a node', '198.18.1.0/30', /198.18.1.1, the InternalIP of Node cluster-1-node/],
    ['pods', '198.18.1.128-198.18.1.200', /198.18.1.0\/24, for pods of Node cluster-1-node/],
    ['the API server', '127.0.0.1-127.0.0.9', /127.0.0.1, the API server/],
    ['Services', undefined, /127\.\d+\.0\.0\/16, for ClusterIPs/],
    ['nobody', poolOf('pool-of-ipv6'), /is not IPv4, and Services on cluster-1 have IPv4/],
  ])('%s', async (_, range, what) => {
    const services = await bench.client(hub).list({ apiVersion: 'v1', kind: 'Service' });
    const addresses = [range ?? `${services[0].spec?.clusterIP}/32`];
    const snapshot = await bench.lab.snapshot();
    const step = { ...steps.deployLoadBalancer, addresses };
    expect((await bench.check([step], '')).findings).toMatchObject([
      { cluster: hub, finding: 'refused', text: expect.stringMatching(what) },
    ]);
    const { error } = await bench.try(step);
    expect(error).toMatchObject({ type: 'InvalidInput', nonRetryable: true });
    expect(error?.message).toMatch(what);
    expect(error?.message).toMatch(`hub.loadBalancer.addresses: ${addresses} `);
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
    expect(again.error?.message).toMatch(
      /the one of before is still being deleted: .*in 1 resource instances/,
    );
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

describe('an application that does not run', () => {
  const node = 'docker.io/library/node:24-alpine';
  const nothing = 'registry.example/nothing:1';
  type Fields = Record<string, unknown>;
  const workload = (kind: string, container: Fields, spec: Fields = {}, podSpec: Fields = {}) =>
    JSON.stringify({
      apiVersion: 'apps/v1',
      kind,
      metadata: { name: 'web' },
      spec: {
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'web', ...container }], ...podSpec },
        },
        ...spec,
      },
    });
  const barePod = (container: Fields, spec: Fields = {}) =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { containers: [{ name: 'web', image: node, ...container }], ...spec },
    });
  const run = (script: string) => ({ image: node, command: ['node', '--eval', script] });
  const serve404 =
    'require("http").createServer((q, s) => { s.statusCode = 404; s.end(); })' + '.listen(8080)';

  /** Each in a namespace of its own, all at once: they wait. */
  const applications = new Map<string, { manifest: string; text: RegExp; type?: string }>([
    [
      'paused',
      {
        manifest: workload('Deployment', { image: nothing }, { paused: true }),
        text: /is paused/,
        type: 'NotReadyInTime',
      },
    ],
    [
      'probe',
      {
        manifest: workload('Deployment', {
          ...run(serve404),
          readinessProbe: { httpGet: { path: '/health', port: 8080 }, periodSeconds: 2 },
        }),
        text: /Pod \S+: Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 404/,
        type: 'NotReadyInTime',
      },
    ],
    [
      'no-node',
      {
        manifest: workload('DaemonSet', { image: nothing }, {}, { nodeSelector: { disk: 'fast' } }),
        text: /DaemonSet \S+: no node takes its pods$/,
      },
    ],
    [
      'not-scheduled',
      {
        manifest: workload(
          'Deployment',
          { image: nothing },
          {},
          { nodeSelector: { disk: 'fast' } },
        ),
        text: /is not scheduled: 0\/1 nodes are available/,
        type: 'NotReadyInTime',
      },
    ],
    [
      'refused',
      {
        manifest: workload('StatefulSet', { image: nothing }, { serviceName: 'web' }),
        text: /FailedCreate: .*violates PodSecurity/,
        type: 'NotReadyInTime',
      },
    ],
    [
      'crash',
      {
        manifest: workload('Deployment', run('process.exit(3)')),
        text: /container web, does not stay up: ended with exit code 3 \(Error\), restarted \d+ times$/,
        type: 'WorkloadFailed',
      },
    ],
    [
      'short-life',
      {
        manifest: workload('Deployment', run('setTimeout(() => process.exit(4), 1500)')),
        text: /does not stay up: ended with exit code 4/,
        type: 'WorkloadFailed',
      },
    ],
    [
      'bare',
      {
        manifest: barePod({ command: ['node', '--eval', 'process.exit(5)'] }),
        text: /^cluster-1: Pod \S+, container web, does not stay up: ended with exit code 5/,
        type: 'WorkloadFailed',
      },
    ],
    [
      'bare-once',
      {
        manifest: barePod(
          { command: ['node', '--eval', 'process.exit(6)'] },
          { restartPolicy: 'Never' },
        ),
        text: /^Pod \S+ on cluster-1: Failed; .*ended with exit code 6/,
        type: 'WorkloadFailed',
      },
    ],
  ]);
  const stepFor = (name: string) =>
    applicationStep(network, {
      namespace: `${namespace}-${name}`,
      application: name,
      expose: false,
    });

  it('says why while it waits, in the words of the cluster, and fails when waiting does not help', async () => {
    const strict = namespaceOfProject(`${namespace}-refused`);
    const enforce = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    const labels = { ...strict.metadata.labels, ...enforce };
    await put(hub, { ...strict, metadata: { ...strict.metadata, labels } });
    const outcomes = await Promise.all(
      [...applications].map(async ([name, { manifest, type }]) => {
        const options = { settleSeconds: 3 };
        const deadlineSeconds = type === 'WorkloadFailed' ? 100 : 20;
        const outcome = await bench.try(stepFor(name), { manifest, deadlineSeconds, options });
        return [name, outcome.error?.type, outcome.error?.message ?? outcome.result?.message];
      }),
    );
    await Promise.all(
      [...applications.keys()].map(name => bench.persist(stepFor(name), { inverse: true })),
    );
    expect(outcomes).toEqual(
      [...applications].map(([name, { text, type }]) => [name, type, expect.stringMatching(text)]),
    );
  });

  it('keeps pods of the strategy OnDelete, and says so', async () => {
    const step = stepFor('vault');
    const first = await bench.run(step, { manifest: caseFile('update-on-delete') });
    expect(first.message).toBe('1 workload ready');
    const second = await bench.run(step, {
      manifest: caseFile('update-on-delete', 'next.yaml'),
    });
    expect(second.message).toBe(
      '1 workload ready, StatefulSet shop-refusals-vault/vault: 1 pod keeps the old version until deleted (updateStrategy OnDelete)',
    );
    await bench.run(step, { inverse: true });
  });
});
