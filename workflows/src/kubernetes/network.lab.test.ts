import type { StepInput } from '@interconnect/backstage-plugin-interconnect-common';
import { KubernetesObject } from './client';
import { rangesOverlap } from './loadBalancer/rangesOverlap';
import type { ServiceWithAddress } from './loadBalancer/types';
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
    await bench.run(steps.linkSpoke, { exposed });
    const { first } = await runTwice(steps.linkSpoke, { exposed });
    expect(first.message).toBe('Link Operational, 1 service published');
  });

  it('publishServices', async () => {
    const { first } = await runTwice(steps.publishServices, { exposed });
    expect(first.message).toBe('1 service published');
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
    expect(observation?.services).toEqual([{ ...exposed[0], state: 'Ready' }]);
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
    await bench.run(steps.linkSpoke, { exposed: [] });
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

    await bench.run(steps.linkSpoke, { exposed });
    expect(await listeners()).toHaveLength(1);
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
