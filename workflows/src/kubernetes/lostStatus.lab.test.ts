import { labelsOf } from '@interconnect/backstage-plugin-interconnect-common';
import { connectorsOf } from './application/connect';
import { conditionOf, fieldManager, KubernetesObject } from './client';
import { asApplied } from './client/managedFields';
import { networkOwnership } from './cluster/labels';
import { connectorOf, listenersOf } from './skupper/objects';
import { Bench } from './__testUtils__/Bench';
import { applicationStep, networkRef, spoke, stepsOf } from './__testUtils__/steps';

jest.setTimeout(400_000);

/**
 * What Skupper's controller loses, and what the steps do about it; with a real one
 * (SKUPPER_CONTROLLER) as well.
 */
const network = networkRef('lost');
const shop = 'shop-lost';
const server = applicationStep(network, {
  cluster: spoke,
  namespace: shop,
  source: { kind: 'existing', services: ['my-backend'] },
});
const service = (name: string) => ({
  application: 'my-backend',
  cluster: spoke,
  namespace: shop,
  name,
  port: 8080,
});
const labels = labelsOf(network, { kind: 'deployApplication', application: 'my-backend' });

let bench: Bench;
let before: Record<string, string[]>;
let steps: ReturnType<typeof stepsOf>;

/** POST, the fields made ours, server-side apply: as a new object was once written. */
async function threeWrites(object: KubernetesObject): Promise<KubernetesObject> {
  const transport = bench.transport(spoke);
  const list = `/apis/skupper.io/v2alpha1/namespaces/${network.namespace}/${object.kind.toLowerCase()}s`;
  const one = `${list}/${object.metadata.name}`;
  const send = async (
    method: 'POST' | 'PATCH',
    path: string,
    body: unknown,
    contentType?: string,
  ) => {
    const response = await transport.request({ method, path, body, contentType });
    expect(response.status).toBeLessThan(300);
    return response.body as KubernetesObject;
  };
  try {
    const made = await send('POST', `${list}?fieldManager=${fieldManager}`, object);
    const adopted = { managedFields: asApplied(made.metadata.managedFields ?? [], fieldManager) };
    const query = `?fieldManager=${fieldManager}`;
    await send('PATCH', one + query, { metadata: adopted }, 'application/merge-patch+json');
    return await send('PATCH', `${one}${query}&force=true`, object, 'application/apply-patch+yaml');
  } finally {
    transport.close();
  }
}

const isReported = async (object: KubernetesObject) => {
  const now = await bench.client(spoke).get(object);
  return now !== undefined && conditionOf(now, 'Configured') !== undefined;
};
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/** An object made by three writes whose status was lost: nearly every one. */
async function lose(make: (attempt: number) => KubernetesObject): Promise<KubernetesObject> {
  for (let attempt = 1; attempt <= 10; attempt++) {
    const object = make(attempt);
    await threeWrites(object);
    await pause(5_000);
    if (!(await isReported(object))) return object;
    await bench.client(spoke).remove(object);
    await pause(2_000);
  }
  throw new Error('Skupper reported on every object: it is kinder than it is known to be');
}

beforeAll(async () => {
  bench = await Bench.attach();
  before = await bench.lab.snapshot();
  steps = stepsOf(network, []);
  await bench.run(steps.deploySpoke, { deadlineSeconds: 150 });
  const client = bench.client(spoke);
  const ofProject = { 'interconnect/project': network.project };
  await client.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: shop, labels: ofProject },
  });
  await client.create({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'my-backend',
      namespace: shop,
      annotations: { 'network.app.edge-orchestrator.intel.com/expose-service': 'true' },
    },
    spec: { selector: { app: 'my-backend' }, ports: [{ port: 8080 }] },
  } as KubernetesObject);
});

afterAll(async () => {
  await bench.run(server, { inverse: true, deadlineSeconds: 150 });
  await bench.run(steps.deploySpoke, { inverse: true, deadlineSeconds: 150 });
  await bench.client(spoke).remove({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: shop },
  });
  for (const end = Date.now() + 60_000; ;) {
    const after = await bench.lab.snapshot();
    if (JSON.stringify(after) === JSON.stringify(before) || Date.now() > end) break;
    await pause(1_000);
  }
});

it('one write for a new object never loses its status, twenty times in a row', async () => {
  const client = bench.client(spoke);
  const owner = networkOwnership(network);
  for (let n = 1; n <= 20; n++) {
    const [listener] = listenersOf(network, [service(`single-${n}`)], labels);
    for (const object of [connectorOf(network, service(`single-${n}`), labels), listener]) {
      await client.apply(object as KubernetesObject, owner);
      for (const end = Date.now() + 30_000; !(await isReported(object)); await pause(20)) {
        if (Date.now() > end) throw new Error(`${object.kind} ${n} stays without Configured`);
      }
      await client.remove(object);
    }
  }
});

it('waiting alone would block the rollout there; the step makes it again, once, and says so', async () => {
  const [connector] = connectorsOf(server, [service('my-backend')]);
  await lose(() => connector);
  // Less time than after which a status counts as lost.
  const { error } = await bench.try(server, { deadlineSeconds: 12 });
  expect(error?.type).toBe('NotReadyInTime');
  expect(error?.message).toMatch(
    /Connector .* to be Configured; last seen: Configured: not reported/,
  );

  const { message } = await bench.run(server);
  expect(message).toContain('made again once, because Skupper had lost a status');
  expect(await isReported(connector)).toBe(true);
});
