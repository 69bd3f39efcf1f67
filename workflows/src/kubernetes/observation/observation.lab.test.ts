import {
  type AppliedNetwork,
  appliedSettings,
  type AppliedSettings,
  type StepInput,
  stepIdOf,
  type StepResult,
} from '@interconnect/backstage-plugin-interconnect-common';
import { Bench, example, type RunOptions } from '../__testUtils__/Bench';
import {
  applicationStep,
  exposedBackend,
  hub,
  networkRef,
  spoke,
  stepsOf,
} from '../__testUtils__/steps';
import type { KubernetesObject, ObjectRef } from '../client';
import type { ServiceWithAddress } from '../loadBalancer/types';
import { skupperApi } from '../skupper/types';
import { untilUnserved } from '../__testUtils__/unserved';

jest.setTimeout(240_000);

const network = networkRef('seen');
const { namespace } = network;
const shop = 'shop-seen';
const exposed = [exposedBackend(shop)];
const manifestOf = (name: string) =>
  example(name).replaceAll('namespace: shop', `namespace: ${shop}`);
const ref = (kind: string, name: string, at = namespace, apiVersion = 'v1'): ObjectRef => ({
  apiVersion,
  kind,
  metadata: { name, namespace: at },
});
const server = ref('Service', 'my-backend', shop);
const prefix = 'network.app.edge-orchestrator.intel.com';

/**
 * What people break on clusters, and what is said of it: on the lab's real API servers, with the
 * worker's own account.
 */
describe('an observation', () => {
  let bench: Bench;
  let steps: ReturnType<typeof stepsOf>;
  let settings: AppliedSettings;
  const done: [StepInput, RunOptions][] = [];
  const applied: AppliedNetwork = {};
  const backend = applicationStep(network, { namespace: shop });
  const frontend = applicationStep(network, {
    application: 'my-frontend',
    cluster: spoke,
    namespace: shop,
    expose: false,
  });

  async function run(input: StepInput, options: RunOptions = {}): Promise<StepResult> {
    done.push([input, options]);
    return bench.persist(input, options);
  }

  /** Looks again until what is said is as expected. */
  async function said(expected: (mismatches: string[]) => boolean) {
    for (let round = 0; ; round++) {
      const options = { exposed, settings, options: { verifySeconds: 0 } };
      const { mismatches = [], observation } = await bench.run(steps.verify, options);
      if (expected(mismatches) || round === 90) return { mismatches, observation };
      await new Promise(resolve => setTimeout(resolve, 1000));
    }
  }

  /** Waits for a sentence. @throws Error when it is not said */
  async function heard(text: RegExp) {
    const { mismatches, observation } = await said(found => found.some(one => text.test(one)));
    if (!mismatches.some(one => text.test(one)))
      throw new Error(`${text} is not said, but ${mismatches.join('; ') || 'nothing'}`);
    return { observation: observation! };
  }

  /** What is still wrong after a while. */
  const wrong = async () => (await said(found => found.length === 0)).mismatches;
  const linkAgain = async () => {
    await bench.persist(steps.linkSpoke);
    await bench.persist(steps.publishOnSpoke, { exposed });
  };
  const deployBackend = () => bench.persist(backend, { manifest: manifestOf('my-backend') });

  async function removed(cluster: string, object: ObjectRef) {
    const client = bench.client(cluster);
    const found = await client.get(object);
    expect(found).toBeDefined();
    await client.remove(found!);
  }

  async function patched(cluster: string, path: string, body: object) {
    const contentType = 'application/merge-patch+json';
    const { status } = await bench
      .transport(cluster)
      .request({ method: 'PATCH', path, body, contentType });
    expect(status).toBe(200);
  }

  beforeAll(async () => {
    bench = await Bench.attach();
    steps = stepsOf(network, [bench.lab.pool()]);
    const all: [StepInput, RunOptions][] = [
      [steps.createNetwork, {}],
      [steps.deployLoadBalancer, {}],
      [steps.deployHub, {}],
      [steps.deploySpoke, {}],
      [backend, { manifest: manifestOf('my-backend') }],
      [steps.linkSpoke, {}],
      [steps.publishOnSpoke, { exposed }],
      [steps.publishServices, { exposed }],
      [frontend, { manifest: manifestOf('my-frontend') }],
    ];
    for (const [input, options] of all) {
      const { workloads } = await run(input, options);
      applied[stepIdOf(input as Parameters<typeof stepIdOf>[0])] = {
        input,
        digest: '',
        state: 'applied',
        ...(workloads && { workloads }),
      };
    }
    settings = appliedSettings(applied);
  });
  afterAll(async () => {
    for (const [input] of [...done].reverse()) await bench.persist(input, { inverse: true });
  });

  it('finds nothing wrong', async () => {
    expect(await wrong()).toEqual([]);
  });

  it('names allowed sources that went with the Service of the router, which has no address without them', async () => {
    const router = ref('Service', 'skupper-router');
    const name = 'cluster-1: Service interconnect-seen/skupper-router';
    await removed(hub, router);
    const bare = await untilUnserved(bench.client(hub), router);
    expect(bare.metadata.labels).not.toHaveProperty(['interconnect/allowed-sources']);
    const { mismatches } = await said(found => found.some(one => one.includes('SourceRanges')));
    expect(mismatches).toEqual(
      expect.arrayContaining([
        `${name}: metadata.labels.interconnect/allowed-sources is not set, wanted is applied`,
        `${name}: metadata.annotations.metallb.io/address-pool is not set, wanted is interconnect-seen`,
        `${name}: spec.loadBalancerSourceRanges is empty, wanted is 127.0.0.0/8`,
      ]),
    );
    const still = await bench.client(hub).get<ServiceWithAddress>(router);
    expect([still?.metadata.uid, still?.status?.loadBalancer]).toEqual([bare.metadata.uid, {}]);

    await bench.persist(steps.deployHub);
    const served = await bench.client(hub).get<ServiceWithAddress>(router);
    expect(served).toMatchObject({
      metadata: { uid: bare.metadata.uid },
      status: { loadBalancer: { ingress: [{ ip: expect.any(String) }] } },
    });
    expect(await wrong()).toEqual([]);
  });

  it('names another pool, and the Link that dials where the hub was', async () => {
    const client = bench.client(hub);
    const api = 'metallb.io/v1beta1';
    const pools = await client.list<KubernetesObject>({ apiVersion: api, kind: 'IPAddressPool' });
    const pool = pools.find(({ metadata }) => metadata.name === namespace)!;
    const path = `/apis/${api}/namespaces/${pool.metadata.namespace}/ipaddresspools/${namespace}`;
    // Without the address that the hub has now.
    const other = bench.lab.pool().replace(/\d+-/, '40-');
    const serviceAllocation = { serviceSelectors: null };
    await patched(hub, path, { spec: { addresses: [other], serviceAllocation } });
    await heard(/^cluster-1: IPAddressPool interconnect-seen: spec.addresses is .*, wanted is /);
    await heard(
      /^cluster-1: IPAddressPool interconnect-seen: spec.serviceAllocation is .*, wanted is .*interconnect\/allowed-sources/,
    );
    await heard(
      /^cluster-2: Link interconnect-seen\/interconnect-cluster-2 dials edge .*, the hub is at edge /,
    );
    await bench.persist(steps.deployLoadBalancer);
    await bench.persist(steps.deployHub);
    await linkAgain();
    expect(await wrong()).toEqual([]);
  });

  it('names annotations that are others now', async () => {
    const service = (await bench.client(hub).get(server))!;
    const annotate = (annotations: Record<string, string>) =>
      bench.client(hub).annotate(service, annotations);
    await annotate({ [`${prefix}/expose-service`]: 'false' });
    await heard(
      /^cluster-1: Service shop-seen\/my-backend exposes nothing by its annotations, and published is 8080$/,
    );
    await annotate({ [`${prefix}/expose-service`]: 'true', [`${prefix}/expose-port`]: 'http' });
    await heard(/^cluster-1: Service shop-seen\/my-backend, annotation .*expose-port: is "http"/);
    await annotate({ [`${prefix}/expose-port`]: '8080' });
    expect(await wrong()).toEqual([]);
  });

  it('names an address, a Listener and workloads that somebody deleted', async () => {
    await removed(spoke, ref('Service', 'my-backend', 'interconnect'));
    await heard(/^cluster-2: Service interconnect\/my-backend is missing$/);
    await removed(spoke, ref('Listener', 'my-backend-8080', namespace, skupperApi));
    const { observation } = await heard(
      /^cluster-2: Listener interconnect-seen\/my-backend-8080 is missing$/,
    );
    expect(observation.services).toMatchObject([{ state: 'NotReady' }]);
    await linkAgain();
    expect(await wrong()).toEqual([]);

    await removed(hub, ref('Deployment', 'my-backend', shop, 'apps/v1'));
    await removed(spoke, ref('Deployment', 'my-frontend', shop, 'apps/v1'));
    await heard(/^cluster-1: Deployment shop-seen\/my-backend is missing$/);
    await heard(/^cluster-2: Deployment shop-seen\/my-frontend is missing$/);
    await deployBackend();
    await bench.persist(frontend, { manifest: manifestOf('my-frontend') });
    expect(await wrong()).toEqual([]);
  });

  it('names a client that ends again and again, and how', async () => {
    const path = `/apis/apps/v1/namespaces/${shop}/deployments/my-frontend`;
    const name = 'my-frontend';
    const image = 'docker.io/library/node:24-alpine';
    const command = ['node', '--eval', 'process.exit(7)'];
    const template = { spec: { containers: [{ name, image, command }] } };
    await patched(spoke, path, { spec: { template } });
    const { observation } = await heard(
      /^cluster-2: Deployment shop-seen\/my-frontend is not ready: .*CrashLoopBackOff .*exit code 7/,
    );
    expect(observation.members[1].message).toMatch(/my-frontend is not ready/);
    await removed(spoke, ref('Deployment', name, shop, 'apps/v1'));
    await bench.persist(frontend, { manifest: manifestOf(name) });
    expect(await wrong()).toEqual([]);
  });

  it("does not believe a member whose Skupper's controller does not run", async () => {
    const path = '/apis/apps/v1/namespaces/skupper/deployments/skupper-controller';
    await patched(spoke, path, { spec: { replicas: 0 } });
    const { observation } = await heard(
      /^cluster-2: Skupper's controller on cluster-2 does not answer: Deployment skupper\/skupper-controller has no pod/,
    );
    expect(observation.members[1]).toMatchObject({ state: 'Unknown', link: { state: 'Unknown' } });
    expect(observation.services).toMatchObject([{ state: 'Unknown' }]);
    await patched(spoke, path, { spec: { replicas: 1 } });
    expect(await wrong()).toEqual([]);
  });

  it("names credentials of an authority that went with the hub's Site", async () => {
    await removed(hub, ref('Site', hub, namespace, skupperApi));
    await heard(/^cluster-1: Site interconnect-seen\/cluster-1 is missing$/);
    await bench.persist(steps.deployHub);
    await heard(
      /^cluster-2: the certificate of cluster-2 was issued by an authority that the hub has no more/,
    );
    // What a repair does: issued again, and carried to the spoke.
    await removed(hub, ref('Certificate', `interconnect-${spoke}`, namespace, skupperApi));
    await linkAgain();
    expect(await wrong()).toEqual([]);
  });

  it('names credentials and a Certificate that somebody deleted', async () => {
    await removed(hub, ref('Certificate', `interconnect-${spoke}`, namespace, skupperApi));
    await removed(spoke, ref('Secret', `interconnect-${spoke}`));
    await heard(/^cluster-2: Secret interconnect-seen\/interconnect-cluster-2 is missing$/);
    await heard(
      /^cluster-2: Certificate interconnect-seen\/interconnect-cluster-2 on hub cluster-1 is missing$/,
    );
    await linkAgain();
    expect(await wrong()).toEqual([]);
  });
});
