import { X509Certificate } from 'node:crypto';
import type { StepInput } from '@interconnect/backstage-plugin-interconnect-common';
import type { CurlResult } from '@interconnect/lab';
import { handshake } from '../testing';
import { KubernetesObject } from './client';
import { rangesOverlap } from './loadBalancer/rangesOverlap';
import type { ServiceWithAddress } from './loadBalancer/types';
import type { Secret } from './skupper/types';
import { routerService } from './skupper/untilSiteReady';
import { Bench, example, RunOptions } from './__testUtils__/Bench';
import { untilUnserved } from './__testUtils__/unserved';
import {
  applicationStep,
  exposedBackend,
  hub,
  networkRef,
  spoke,
  stepsOf,
} from './__testUtils__/steps';

jest.setTimeout(120_000);

const network = networkRef('activities');
const backend = applicationStep(network, { namespace: 'shop-activities' });
const frontend = applicationStep(network, {
  application: 'my-frontend',
  namespace: 'shop-activities',
  cluster: spoke,
  expose: false,
});
const secureBackend = applicationStep(network, {
  ...{ application: 'secure-backend', namespace: 'shop-activities' },
  tls: { role: 'server', hub },
});
const secureFrontend = applicationStep(network, {
  ...{
    application: 'secure-frontend',
    namespace: 'shop-activities',
    cluster: spoke,
    expose: false,
  },
  tls: { role: 'client', hub },
});
const exposed = [exposedBackend('shop-activities')];
const manifestOf = (name: string) =>
  example(name).replaceAll('namespace: shop', 'namespace: shop-activities');

let bench: Bench;
let before: Record<string, string[]>;
let steps: ReturnType<typeof stepsOf>;

const router = routerService(network);

/** A pool of MetalLB that is there for every Service, as many clusters have one. */
async function poolForAll(): Promise<KubernetesObject> {
  const prefix = bench.lab.pool().split('-')[0].replace(/\d+$/, '');
  const made = await bench.client(hub).create<KubernetesObject>({
    apiVersion: 'metallb.io/v1beta1',
    kind: 'IPAddressPool',
    metadata: { name: 'for-all', namespace: 'metallb-system' },
    spec: { addresses: [`${prefix}100-${prefix}110`], autoAssign: true },
  });
  return made!;
}

/** A step that has been done, done again: nothing may change. */
async function runTwice(input: StepInput, options: RunOptions = {}) {
  const first = await bench.run(input, options);
  const settled = await bench.settledVersions(hub, spoke);
  const second = await bench.run(input, options);
  expect(await bench.versions(hub, spoke)).toEqual(settled);
  expect(Object.keys(settled)).not.toHaveLength(0);
  return { first, second };
}

beforeAll(async () => {
  bench = await Bench.attach();
  before = await bench.lab.snapshot();
  steps = stepsOf(network, [bench.lab.pool()]);
});

describe('the steps of a network, each done twice', () => {
  it('createNetwork', async () => {
    const { first, second } = await runTwice(steps.createNetwork);
    expect(first.message).toBe('namespace interconnect-activities');
    expect(second.message).toBe('namespace interconnect-activities was there already');
  });

  it('deployLoadBalancer installs MetalLB with a pool for this network only', async () => {
    const { first } = await runTwice(steps.deployLoadBalancer);
    expect(first.message).toBe(`installed MetalLB, pool ${bench.lab.pool()}`);
    const pools = await bench
      .client(hub)
      .list({ apiVersion: 'metallb.io/v1beta1', kind: 'IPAddressPool' });
    expect(pools).toMatchObject([
      {
        metadata: { name: network.namespace },
        spec: {
          addresses: [bench.lab.pool()],
          serviceAllocation: {
            namespaces: [network.namespace],
            serviceSelectors: [{ matchLabels: { 'interconnect/allowed-sources': 'applied' } }],
          },
        },
      },
    ]);
  });

  it('deploySkupper on the hub, with an address of its own pool and only for the allowed sources', async () => {
    const general = await poolForAll();
    const { first } = await runTwice(steps.deployHub);
    await bench.client(hub).remove(general);
    const address = /^installed Skupper.*, Site Ready at (127\.[\d.]+)$/.exec(first.message!);
    expect(rangesOverlap(bench.lab.pool(), address![1])).toBe(true);
    const service = await bench.client(hub).get<ServiceWithAddress>(router);
    expect(service).toMatchObject({
      metadata: {
        labels: { 'interconnect/allowed-sources': 'applied' },
        annotations: { 'metallb.io/address-pool': network.namespace },
      },
      spec: { loadBalancerSourceRanges: ['127.0.0.0/8'] },
      status: { loadBalancer: { ingress: [{ ip: address![1] }] } },
    });
  });

  it('gives no address of its pool to a Service without allowed sources, nor to one of another namespace', async () => {
    const label = { 'interconnect/allowed-sources': 'applied' };
    for (const [namespace, labels] of [
      [network.namespace, {}],
      ['default', label],
    ] as const) {
      const service = {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'somebody-elses', namespace, labels },
        spec: {
          type: 'LoadBalancer',
          loadBalancerSourceRanges: ['127.0.0.0/8'],
          ports: [{ port: 55671 }],
        },
      };
      await bench.client(hub).create<KubernetesObject>(service);
      const { status } = await untilUnserved(bench.client(hub), service);
      await bench.client(hub).remove(service);
      expect(status?.loadBalancer).toEqual({});
    }
  });

  it('deploySkupper on the spoke, without the grant server', async () => {
    await runTwice(steps.deploySpoke);
    const services = await bench.client(spoke).list({ apiVersion: 'v1', kind: 'Service' });
    expect(services.filter(({ spec }) => spec?.type === 'LoadBalancer')).toEqual([]);
  });

  it('deployApplication of a server tells what it exposes', async () => {
    const { first } = await runTwice(backend, { manifest: manifestOf('my-backend') });
    expect(first).toEqual({
      message: '1 workload ready, exposes my-backend:8080',
      exposed,
      workloads: ['Deployment my-backend'],
    });
  });

  it('linkSpoke', async () => {
    await bench.run(steps.linkSpoke);
    const { first } = await runTwice(steps.linkSpoke);
    expect(first.message).toBe('Link Operational');
  });

  it('publishServices on the hub and on the spoke', async () => {
    for (const publication of [steps.publishServices, steps.publishOnSpoke]) {
      const { first } = await runTwice(publication, { exposed });
      expect(first).toEqual({ message: '1 service published' });
    }
  });

  it('publishServices without a server does its part, and says what is missing', async () => {
    const missing = ['deployApplication:other@cluster-3'];
    const result = await bench.run(steps.publishOnSpoke, { exposed, missing });
    expect(result).toEqual({
      message: '1 service published',
      mismatches: [
        '1 service published; without the current services of deployApplication:other@cluster-3, ' +
          'which has not succeeded: retry both, or skip that one',
      ],
    });
  });

  it('deployApplication of a client', async () => {
    const { first } = await runTwice(frontend, { manifest: manifestOf('my-frontend') });
    expect(first).toEqual({
      message: '1 workload ready',
      workloads: ['Deployment my-frontend'],
    });
  });

  it('verify reads all members and finds nothing wrong', async () => {
    const { observation, mismatches, message } = await bench.run(steps.verify, { exposed });
    expect(mismatches).toEqual([]);
    expect(message).toBe('2 of 2 members Ready');
    expect(observation?.members).toMatchObject([
      { cluster: hub, role: 'hub', state: 'Ready' },
      { cluster: spoke, role: 'spoke', state: 'Ready', link: { state: 'Up' } },
    ]);
    expect(observation?.members[1].link?.since).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(observation?.services).toEqual([{ ...exposed[0], state: 'Ready', reach: {} }]);
  });
});

describe('what the network is for', () => {
  it.each([hub, spoke])('answers at both addresses on %s', async cluster => {
    for (const namespace of [network.namespace, 'interconnect']) {
      const url = `http://my-backend.${namespace}.svc.cluster.local:8080/hello`;
      const answer = await bench.lab.curl(cluster, url);
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body)).toMatchObject({ from: 'my-backend', path: '/hello' });
    }
  });

  it('labels everything with project, network and step', async () => {
    for (const cluster of [hub, spoke]) {
      for (const { kind, metadata } of await bench.ours(cluster)) {
        const { labels = {}, name } = metadata;
        if (labels['interconnect/installed']) continue;
        // Of all projects, and what all networks of the project have.
        if (`${kind} ${name}` === 'Namespace interconnect' || kind === 'RoleBinding') continue;
        expect([kind, name, labels]).toEqual([
          kind,
          name,
          expect.objectContaining({
            'interconnect/project': 'edge-shop',
            'interconnect/network': network.name,
            'interconnect/step': expect.stringMatching(/^(createNetwork|deploy|link|publish)/),
          }),
        ]);
      }
    }
  });
});

describe('the truth about a link that is cut', () => {
  /** Looks again until verify finds as many mismatches as expected. */
  async function verifyUntil(found: (mismatches: string[]) => boolean) {
    for (let round = 0; ; round++) {
      const verdict = await bench.run(steps.verify, { exposed, options: { verifySeconds: 0 } });
      if (found(verdict.mismatches ?? []) || round === 60) return verdict;
      await new Promise(resolve => setTimeout(resolve, 1000));
    }
  }

  it('is reported, and its end too', async () => {
    await bench.lab.cut(spoke);
    try {
      const { observation, mismatches } = await verifyUntil(found => found.length > 0);
      expect(mismatches?.[0]).toMatch(
        /^cluster-2: Link interconnect-activities\/interconnect-cluster-2 is not Operational/,
      );
      expect(observation?.members[1]).toMatchObject({ state: 'NotReady', link: { state: 'Down' } });
    } finally {
      await bench.lab.heal(spoke);
    }
    const { mismatches } = await verifyUntil(found => found.length === 0);
    expect(mismatches).toEqual([]);
  });
});

describe('changes', () => {
  it('removes what is not published any more, and publishes it again', async () => {
    const listeners = () =>
      bench.client(spoke).list({ apiVersion: 'skupper.io/v2alpha1', kind: 'Listener' });
    await bench.run(steps.publishOnSpoke, { exposed: [] });
    expect(await listeners()).toEqual([]);
    const namespaces = await bench.client(spoke).list({ apiVersion: 'v1', kind: 'Namespace' });
    expect(namespaces.map(({ metadata }) => metadata.name)).not.toContain('interconnect');

    const { mismatches, observation } = await bench.run(steps.verify, {
      exposed,
      options: { verifySeconds: 1 },
    });
    expect(mismatches).toEqual([
      `${spoke}: Listener ${network.namespace}/my-backend-8080 is missing`,
      `${spoke}: Service interconnect/my-backend is missing`,
    ]);
    expect(observation?.members[1]).toMatchObject({ state: 'NotReady', link: { state: 'Up' } });

    // As a rollout asks that was planned when links published the services: then they go with it.
    await bench.run(steps.linkSpoke, { exposed });
    const [listener] = await listeners();
    expect(listener.metadata.labels).toHaveProperty('interconnect/step', 'linkSpoke');
    await bench.run(steps.publishOnSpoke, { exposed: [] });
    expect(await listeners()).toEqual([]);
    await bench.run(steps.publishOnSpoke, { exposed });
    expect(await listeners()).toHaveLength(1);
  });

  it('fails soon with an error that Skupper goes on to report, and tells it meanwhile', async () => {
    const other = {
      apiVersion: 'skupper.io/v2alpha1',
      kind: 'Listener',
      metadata: { name: 'of-somebody', namespace: network.namespace },
      spec: { routingKey: 'else', host: 'my-backend', port: 8080 },
    };
    await bench.run(steps.publishOnSpoke, { exposed: [] });
    await bench.client(spoke).create(other);
    const heard: unknown[] = [];
    const { error } = await bench.try(steps.publishOnSpoke, {
      exposed,
      options: { errorSeconds: 5 },
      onHeartbeat: details => heard.push(details),
    });
    const reason =
      'Listener of-somebody with host my-backend and port 8080 already exists in namespace';
    expect(error).toMatchObject({
      type: 'ObjectFailed',
      nonRetryable: true,
      message: expect.stringContaining(
        `Listener ${network.namespace}/my-backend-8080 on ${spoke} is in error: ${reason} (the same for `,
      ),
    });
    expect(heard).toContainEqual(
      expect.stringMatching(`^waiting for Listener .*Configured: no \\(Error: ${reason}\\)`),
    );
    await bench.client(spoke).remove(other);
    await bench.run(steps.publishOnSpoke, { exposed });
  });

  it('removes objects that a newer manifest does not hold', async () => {
    const more = `${manifestOf('my-backend')}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: extra }\n`;
    const configMap = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'extra', namespace: 'shop-activities' },
    };
    await bench.run(backend, { manifest: more });
    expect(await bench.client(hub).get(configMap)).toBeDefined();
    await bench.run(backend, { manifest: manifestOf('my-backend') });
    expect(await bench.client(hub).get(configMap)).toBeUndefined();
  });

  it('removes fields that a newer manifest does not hold', async () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'my-backend', namespace: 'shop-activities' },
    };
    const annotated = manifestOf('my-backend').replace(
      '  annotations:\n',
      '  annotations:\n    extra: "1"\n',
    );
    await bench.run(backend, { manifest: annotated });
    expect((await bench.client(hub).get(service))?.metadata.annotations).toHaveProperty('extra');
    await bench.run(backend, { manifest: manifestOf('my-backend') });
    expect((await bench.client(hub).get(service))?.metadata.annotations).not.toHaveProperty(
      'extra',
    );
  });

  it('widens the allowed sources to all, in so many words, when none are given', async () => {
    const { allowedSources: _, ...open } = steps.deployHub;
    await bench.run(open);
    const service = await bench.client(hub).get<KubernetesObject>(router);
    expect(service?.spec).toMatchObject({ loadBalancerSourceRanges: ['0.0.0.0/0'] });
  });
});

describe('TLS between applications and routers', () => {
  const years = 6 * 365 * 24 * 3600 * 1000;
  const place = { namespace: 'shop-activities' };
  const deployHub = () => ({ ...steps.deployHub, tls: true as const });
  const published = [
    ...exposed,
    {
      ...{ application: 'secure-backend', cluster: hub, ...place, name: 'secure-backend' },
      ...{ port: 8443, tls: 'router' as const },
    },
  ];
  const serverManifest = () => manifestOf('secure-backend');
  const clientManifest = () => manifestOf('secure-frontend');
  const secret = async (cluster: string, name: string, namespace = place.namespace) =>
    bench.client(cluster).get<Secret>({
      ...{ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace } },
    });
  const text = (found: Secret | undefined, key: string) =>
    Buffer.from(found?.data?.[key] ?? '', 'base64').toString();

  /** What the client on the spoke says of the server on the hub, once it is `expected`. */
  async function asked(expected: (answer: CurlResult) => boolean): Promise<CurlResult> {
    for (let round = 0; ; round++) {
      const url = 'http://secure-frontend.shop-activities.svc.cluster.local:8080/hello';
      const answer = await bench.lab.curl(spoke, url);
      if (expected(answer) || round === 60) return answer;
      await new Promise(resolve => setTimeout(resolve, 500));
    }
  }
  const isAnswered = ({ status, body }: CurlResult) =>
    status === 200 && body.includes('authorized true') && body.includes('"secure-backend"');

  /** What the router of a member shows to a client, or why that refuses it. */
  async function shown(cluster: string, ca?: string): Promise<X509Certificate | string> {
    const service = await bench.client(cluster).get<KubernetesObject<{ clusterIP: string }>>({
      ...{ apiVersion: 'v1', kind: 'Service' },
      metadata: { name: 'secure-backend', namespace: network.namespace },
    });
    const host = service!.spec!.clusterIP;
    return handshake({ host, port: 8443, ca, servername: 'secure-backend' });
  }

  it('waits for the authority, refuses Secrets of others by name, and those of a manifest', async () => {
    const early = await bench.try(secureBackend, { manifest: serverManifest() });
    expect(early.error).toMatchObject({ type: 'NotFound', nonRetryable: false });
    expect(early.error?.message).toMatch(/^The TLS authority of network activities is not on hub/);

    const foreign = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'skupper-tls-client', ...place },
    };
    await bench.client(spoke).create(foreign);
    const source = { kind: 'existing' as const, services: ['secure-frontend'] };
    for (const step of [secureFrontend, { ...secureFrontend, source }]) {
      const { findings } = await bench.check([step], clientManifest());
      const said = expect.stringMatching(/^Secret shop-activities\/skupper-tls-client on clus/);
      expect(findings).toMatchObject([{ finding: 'refused', text: said }]);
    }
    const taken = await bench.try(secureFrontend, { manifest: clientManifest() });
    expect(taken.error).toMatchObject({ type: 'NameTaken', nonRetryable: true });
    expect(taken.error?.message).toMatch(
      /^Secret shop-activities\/skupper-tls-client on cluster-2/,
    );
    await bench.client(spoke).remove((await bench.client(spoke).get(foreign))!);

    const own = `${serverManifest()}---\napiVersion: v1\nkind: Secret\nmetadata: { name: skupper-tls-secure-backend }\n`;
    const brought = await bench.try(secureBackend, { manifest: own });
    expect(brought.error).toMatchObject({ type: 'InvalidInput' });
    expect(brought.error?.message).toMatch(/is a Secret/);
  });

  it('gives a server its certificate, routers theirs, and clients whom to trust', async () => {
    await runTwice(deployHub());
    const { first } = await runTwice(secureBackend, { manifest: serverManifest() });
    expect(first).toMatchObject({ exposed: [published[1]] });
    await bench.run(steps.publishOnSpoke, { exposed: published });
    await runTwice(steps.publishOnSpoke, { exposed: published });
    await runTwice(steps.publishServices, { exposed: published });
    await runTwice(secureFrontend, { manifest: clientManifest() });

    expect(await secret(hub, 'skupper-tls-secure-backend')).toMatchObject({
      type: 'kubernetes.io/tls',
      data: { 'tls.crt': expect.any(String), 'tls.key': expect.any(String) },
    });
    expect(Object.keys((await secret(spoke, 'skupper-tls-client'))?.data ?? {})).toEqual([
      'ca.crt',
    ]);
    expect(await asked(isAnswered)).toMatchObject({ status: 200 });
    const { mismatches } = await bench.run(steps.verify, { exposed: published });
    expect(mismatches).toEqual([]);
  });

  it('has all addresses as names, on every member, for clients that trust the authority alone', async () => {
    const ca = text(await secret(spoke, 'skupper-tls-client'), 'ca.crt');
    for (const cluster of [hub, spoke]) {
      const certificate = (await shown(cluster, ca)) as X509Certificate;
      for (const namespace of [network.namespace, 'interconnect']) {
        for (const more of ['', '.svc', '.svc.cluster.local']) {
          expect(certificate.checkHost(`secure-backend.${namespace}${more}`)).toBeDefined();
        }
      }
      expect(await shown(cluster)).toMatch(/^(UNABLE_TO_VERIFY|SELF_SIGNED)/);
    }
  });

  it('goes on while a new authority takes over, which is trusted before it signs', async () => {
    const again = async (options: RunOptions['options'], renew = options) => {
      await bench.run(deployHub(), { options: renew });
      await bench.run(secureBackend, { manifest: serverManifest(), options });
      await bench.run(steps.publishOnSpoke, { exposed: published, options });
      await bench.run(steps.publishServices, { exposed: published, options });
      await bench.run(secureFrontend, { manifest: clientManifest(), options });
    };
    const first = await secret(hub, 'skupper-tls-secure-backend');
    await again({}, { renewBeforeMs: years });
    const trusted = text(await secret(spoke, 'skupper-tls-client'), 'ca.crt');
    expect(trusted.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect((await secret(hub, 'skupper-tls-secure-backend'))?.data?.['tls.crt']).toBe(
      first?.data?.['tls.crt'],
    );
    expect(((await shown(spoke, trusted)) as X509Certificate).issuer).toBe('CN=Interconnect TLS 1');

    await again({ overlapMs: 0 });
    expect(await asked(isAnswered)).toMatchObject({ status: 200 });
    expect((await secret(hub, 'skupper-tls-secure-backend'))?.data?.['tls.crt']).not.toBe(
      first?.data?.['tls.crt'],
    );
    expect(((await shown(spoke, trusted)) as X509Certificate).issuer).toBe('CN=Interconnect TLS 2');
    // Who trusted the former authority alone has had the time until then.
    const [newest, former] = trusted.split(/(?<=END CERTIFICATE-----\n)/);
    expect(await shown(spoke, former)).toMatch(/^(UNABLE_TO_VERIFY|SELF_SIGNED)/);
    expect(await shown(spoke, newest)).toBeInstanceOf(X509Certificate);
  });

  it('tells of a server with a wrong certificate, whose router gives it nothing, and mends it', async () => {
    const right = (await secret(hub, 'skupper-tls-secure-backend'))!;
    const shownByRouter = (await secret(spoke, 'tls-listeners', network.namespace))!;
    const admin = bench.transport(hub);
    const { status } = await admin.request({
      method: 'PATCH',
      path: `/api/v1/namespaces/${place.namespace}/secrets/${right.metadata.name}?fieldManager=somebody`,
      contentType: 'application/merge-patch+json',
      body: {
        data: {
          'tls.crt': shownByRouter.data!['tls.crt'],
          'tls.key': shownByRouter.data!['tls.key'],
        },
      },
    });
    admin.close();
    expect(status).toBe(200);
    const { mismatches } = await bench.run(steps.verify, {
      exposed: published,
      options: { verifySeconds: 0 },
    });
    expect(mismatches).toEqual([
      `${hub}: the certificate in Secret shop-activities/skupper-tls-secure-backend is not for secure-backend.shop-activities.svc.cluster.local`,
    ]);
    expect(await asked(answer => answer.status === 502)).toMatchObject({ status: 502 });
    await bench.run(secureBackend, { manifest: serverManifest(), options: { overlapMs: 0 } });
    expect(await asked(isAnswered)).toMatchObject({ status: 200 });
  });

  it.each([
    [hub, 'skupper-tls-secure-backend', place.namespace],
    [spoke, 'tls-listeners', network.namespace],
  ])('keeps the key on %s: %s', async (cluster, name, namespace) => {
    const found = await secret(cluster, name, namespace);
    expect(found).toBeDefined();
    expectUnsaid(bench.said, found?.data?.['tls.key'] ?? '');
  });

  it('gives a server the Secret after its Deployment, and takes the former one', async () => {
    const renamed = {
      ...secureBackend,
      tls: { role: 'server' as const, hub, deployment: 'server' },
    };
    const manifest = serverManifest().replaceAll(
      'skupper-tls-secure-backend',
      'skupper-tls-server',
    );
    const { exposed: found } = await bench.run(renamed, { manifest });
    expect(found).toMatchObject([{ ...published[1], deployment: 'server' }]);
    expect(await secret(hub, 'skupper-tls-secure-backend')).toBeUndefined();
    const { mismatches } = await bench.run(steps.verify, { exposed: [exposed[0], ...found!] });
    expect(mismatches).toEqual([]);
    expect(await asked(isAnswered)).toMatchObject({ status: 200 });
  });

  it('leaves nothing when it is not wanted any more', async () => {
    await bench.run(secureFrontend, { inverse: true });
    await bench.run(steps.publishServices, { exposed });
    await bench.run(steps.publishOnSpoke, { exposed });
    await bench.run(secureBackend, { inverse: true });
    await bench.run(steps.deployHub);
    for (const cluster of [hub, spoke]) {
      const left = (await bench.ours(cluster)).map(
        ({ kind, metadata }) => `${kind} ${metadata.name}`,
      );
      expect(left.filter(name => /tls|secure-/.test(name))).toEqual([]);
    }
  });
});

describe('the inverses', () => {
  it('leave the clusters as they were, and can be done again', async () => {
    const tls = await bench
      .client(spoke)
      .get<KubernetesObject & { data?: Record<string, string> }>({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: `interconnect-${spoke}`, namespace: network.namespace },
      });
    const order: StepInput[] = [
      frontend,
      steps.publishServices,
      steps.publishOnSpoke,
      steps.linkSpoke,
      backend,
      steps.deploySpoke,
      steps.deployHub,
      steps.deployLoadBalancer,
      steps.createNetwork,
    ];
    const messages: string[] = [];
    for (const input of order) {
      messages.push((await bench.run(input, { inverse: true })).message ?? '');
    }
    expect(messages).toContain(
      'removed the Site, removed namespace interconnect-activities, removed Skupper',
    );
    expect(messages).toContain('removed MetalLB');
    expect(await bench.lab.snapshot()).toEqual(before);

    for (const input of order) await bench.run(input, { inverse: true });
    expect(await bench.lab.snapshot()).toEqual(before);

    expect(tls?.data?.['tls.key']).toBeTruthy();
    expectUnsaid(bench.said, tls?.data?.['tls.key'] ?? '');
  });
});

/** No part of a secret, raw or in base64, may have left an activity. */
function expectUnsaid(said: unknown[], base64: string) {
  const text = JSON.stringify(said);
  expect(text.length).toBeGreaterThan(1000);
  const pem = Buffer.from(base64, 'base64').toString('utf8');
  const lines = pem.split('\n').filter(line => line.length > 30 && !line.startsWith('-----'));
  expect(lines.length).toBeGreaterThan(5);
  for (const part of [base64.slice(100, 160), ...lines]) expect(text).not.toContain(part);
  expect(text).not.toContain('PRIVATE KEY');
}
