import type { KubernetesObject } from './client';
import { Bench, example } from './__testUtils__/Bench';
import {
  applicationStep,
  exposedBackend,
  hub,
  networkRef,
  spoke,
  stepsOf,
} from './__testUtils__/steps';

jest.setTimeout(240_000);

let bench: Bench;
let before: Record<string, string[]>;

beforeAll(async () => {
  bench = await Bench.attach();
  before = await bench.lab.snapshot();
});

/** First and second half of the lab's pool. */
function halves(): [string, string] {
  const [first, last] = bench.lab.pool().split('-');
  const prefix = first.replace(/\d+$/, '');
  return [`${first}-${prefix}29`, `${prefix}30-${last}`];
}

describe('two networks on the same clusters at the same time', () => {
  const networks = ['east', 'west'].map(networkRef);
  const namespace = (name: string) => `shop-${name}`;
  const serviceOf = (name: string) => `backend-${name}`;
  const exposedOf = (name: string) => [
    { ...exposedBackend(namespace(name)), name: serviceOf(name) },
  ];
  const manifestOf = (name: string) =>
    example('my-backend')
      .replaceAll('namespace: shop', `namespace: ${namespace(name)}`)
      .replaceAll('my-backend', serviceOf(name));
  const all = () =>
    networks.map((network, index) => ({
      network,
      steps: stepsOf(network, [halves()[index]]),
      backend: applicationStep(network, { namespace: namespace(network.name) }),
      exposed: exposedOf(network.name),
      manifest: manifestOf(network.name),
    }));

  it('come up side by side', async () => {
    await Promise.all(
      all().map(async ({ steps, backend, exposed, manifest }) => {
        await bench.persist(steps.createNetwork);
        await Promise.all([
          bench.persist(steps.deploySpoke),
          (async () => {
            await bench.persist(steps.deployLoadBalancer);
            await bench.persist(steps.deployHub);
            await bench.persist(backend, { manifest });
          })(),
        ]);
        await Promise.all([
          bench
            .persist(steps.linkSpoke)
            .then(() => bench.persist(steps.publishOnSpoke, { exposed })),
          bench.persist(steps.publishServices, { exposed }),
        ]);
        expect((await bench.persist(steps.verify, { exposed })).mismatches).toEqual([]);
      }),
    );
  });

  it('each answer at its own addresses, and not in the namespace of the other', async () => {
    for (const { network } of all()) {
      for (const at of ['interconnect', network.namespace]) {
        const url = `http://${serviceOf(network.name)}.${at}.svc.cluster.local:8080/`;
        const { status, body } = await bench.lab.curl(spoke, url);
        expect([status, JSON.parse(body).from]).toEqual([200, serviceOf(network.name)]);
      }
    }
    const wrong = `http://backend-east.interconnect-west.svc.cluster.local:8080/`;
    await expect(bench.lab.curl(spoke, wrong)).rejects.toThrow();
  });

  it('refuse addresses of each other', async () => {
    const [first] = all();
    const [, theirs] = halves();
    const { error } = await bench.try({ ...first.steps.deployLoadBalancer, addresses: [theirs] });
    expect(error).toMatchObject({
      type: 'InvalidInput',
      message: expect.stringMatching(
        /overlaps .* of IPAddressPool metallb-system\/interconnect-west on cluster-1/,
      ),
    });
  });

  it('one goes and the other works on', async () => {
    const [east, west] = all();
    const messages: (string | undefined)[] = [];
    for (const input of [
      east.steps.publishServices,
      east.steps.publishOnSpoke,
      east.steps.linkSpoke,
      east.backend,
      east.steps.deploySpoke,
      east.steps.deployHub,
      east.steps.deployLoadBalancer,
      east.steps.createNetwork,
    ]) {
      messages.push((await bench.persist(input, { inverse: true })).message);
    }
    expect(messages.join('\n')).toMatch(
      /kept Skupper, which is used by network in namespace interconnect-west/,
    );
    expect(messages.join('\n')).toMatch(
      /kept MetalLB, which is used by network in namespace interconnect-west/,
    );
    const url = 'http://backend-west.interconnect.svc.cluster.local:8080/';
    expect((await bench.lab.curl(spoke, url)).status).toBe(200);
    const { exposed, steps } = west;
    expect((await bench.run(steps.verify, { exposed })).mismatches).toEqual([]);
  });

  it('both go at the same time and leave nothing', async () => {
    const [east] = all();
    await bench.persist(east.steps.createNetwork);
    await Promise.all([
      bench.persist(east.steps.deploySpoke),
      bench.persist(east.steps.deployLoadBalancer).then(() => bench.persist(east.steps.deployHub)),
    ]);
    await Promise.all(
      all().map(async ({ steps, backend }) => {
        const undo = { inverse: true };
        await Promise.all([
          bench.persist(steps.publishServices, undo),
          bench
            .persist(steps.publishOnSpoke, undo)
            .then(() => bench.persist(steps.linkSpoke, undo)),
        ]);
        await bench.persist(backend, undo);
        await Promise.all([
          bench.persist(steps.deploySpoke, undo),
          bench.persist(steps.deployHub, undo),
        ]);
        await bench.persist(steps.deployLoadBalancer, undo);
        await bench.persist(steps.createNetwork, undo);
      }),
    );
    expect(await bench.lab.snapshot()).toEqual(before);
  });
});

describe('a namespace that two networks of a project use', () => {
  const step = (name: string, project = 'edge-shop') =>
    applicationStep(
      { ...networkRef(name), project },
      {
        application: name,
        namespace: 'shop-shared',
        expose: false,
      },
    );
  const manifest = (name: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n`;
  const configMap = (name: string) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'shop-shared' },
  });

  it('goes with the last of them', async () => {
    await bench.run(step('one'), { manifest: manifest('one') });
    await bench.run(step('two'), { manifest: manifest('two') });
    const { message } = await bench.run(step('one'), { inverse: true });
    expect(message).toBe(
      'removed one; namespace shop-shared stays: it holds ConfigMap shop-shared/two',
    );
    await bench.run(step('two'), { inverse: true });
    expect(await bench.lab.snapshot()).toEqual(before);
  });

  it('never takes away what one puts there while the other removes it', async () => {
    for (let round = 0; round < 4; round++) {
      await bench.run(step('one'), { manifest: manifest('one') });
      const removed = bench.persist(step('one'), { inverse: true });
      await new Promise(resolve => setTimeout(resolve, round * 120));
      await bench.persist(step('two'), { manifest: manifest('two') });
      await removed;
      // What was deleted with its namespace would be gone by now, or on its way.
      const kept = await bench.client(hub).get(configMap('two'));
      expect(kept?.metadata.deletionTimestamp).toBeUndefined();
      expect(kept).toBeDefined();
      await bench.persist(step('two'), { inverse: true });
    }
    expect(await bench.lab.snapshot()).toEqual(before);
  });

  it('is closed to other projects', async () => {
    await bench.run(step('one'), { manifest: manifest('one') });
    const snapshot = await bench.lab.snapshot();
    const other = step('two', 'other');
    const existing = { ...other, source: { kind: 'existing' as const, services: ['one'] } };
    for (const input of [other, existing]) {
      const { error } = await bench.try(input, { manifest: manifest('two') });
      expect(error).toMatchObject({
        type: 'NameTaken',
        nonRetryable: true,
        message: 'Namespace shop-shared on cluster-1 belongs to another project',
      });
    }
    await bench.run(other, { inverse: true });
    expect(await bench.lab.snapshot()).toEqual(snapshot);
    await bench.run(step('one'), { inverse: true });
    expect(await bench.lab.snapshot()).toEqual(before);
  });

  it('has the Pod Security Standard that is configured', async () => {
    for (const podSecurity of ['baseline', 'restricted'] as const) {
      await bench.run(step('one'), { manifest: manifest('one'), options: { podSecurity } });
      const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop-shared' } };
      const found = await bench.client(hub).get(namespace);
      expect(found?.metadata.labels).toMatchObject({
        'pod-security.kubernetes.io/enforce': podSecurity,
        'interconnect/project': 'edge-shop',
      });
      await bench.run(step('one'), { inverse: true });
    }
  });

  it('stays as it is when it was labelled, not made', async () => {
    const labels = { 'interconnect/project': 'edge-shop' };
    const metadata = { name: 'shop-shared', labels };
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata };
    const foreign = await bench.client(hub).create<KubernetesObject>(namespace);
    await bench.run(step('one'), { manifest: manifest('one') });
    await bench.run(step('one'), { inverse: true });
    const after = await bench.client(hub).get(namespace);
    expect(after?.metadata).toMatchObject({ uid: foreign?.metadata.uid });
    expect(after?.metadata.labels).toEqual(foreign?.metadata.labels);
    expect(after?.metadata.deletionTimestamp).toBeUndefined();
    if (after) await bench.client(hub).remove(after);
    while (await bench.client(hub).get(namespace)) await new Promise(r => setTimeout(r, 300));
  });
});
