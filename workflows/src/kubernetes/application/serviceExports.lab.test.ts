import type { Condition, KubernetesObject } from '../client';
import { Bench } from '../__testUtils__/Bench';
import { installServiceExports, serviceExport } from '../__testUtils__/multiClusterServices';
import { applicationStep, networkRef, spoke, stepsOf } from '../__testUtils__/steps';

jest.setTimeout(300_000);

const network = networkRef('exports');
const shop = 'shop-exports';
const steps = stepsOf(network, []);
const server = applicationStep(network, {
  cluster: spoke,
  namespace: shop,
  source: { kind: 'existing', services: ['my-backend'] },
});
const deadlineSeconds = 150;
const namespace = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: shop, labels: { 'interconnect/project': network.project } },
};
const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'my-backend', namespace: shop },
  spec: { selector: { app: 'my-backend' }, ports: [{ port: 8080 }] },
};
const exported = serviceExport('my-backend', shop);

let bench: Bench;
let uninstall: () => Promise<void>;

const read = async () => (await bench.client(spoke).get(exported))!;
const told = async () =>
  ((await read()).status?.conditions ?? []).map(({ type, status, reason, message }: Condition) =>
    [type, status, reason, message].join(' | '),
  );
const ours = [
  'Valid | True | Valid | Interconnect: the Service can be carried',
  'Ready | True | Exported | Interconnect: the routers of network edge-shop/exports lead to it',
];

beforeAll(async () => {
  bench = await Bench.attach();
  await bench.run(steps.deploySpoke, { deadlineSeconds });
  const client = bench.client(spoke);
  await client.create(namespace);
  await client.create<KubernetesObject>(service);
});

afterAll(async () => {
  await bench.run(server, { inverse: true, deadlineSeconds });
  await bench.run(steps.deploySpoke, { inverse: true, deadlineSeconds });
  await bench.client(spoke).remove(namespace);
  await uninstall?.();
});

it('a Service without annotation is refused where the API is not installed', async () => {
  const { error } = await bench.try(server);
  expect(error?.message).toMatch(/none of its Services \(shop-exports\/my-backend\) has the anno/);
});

it('a ServiceExport in a manifest is left out there, and its Service annotated', async () => {
  const manifest = [
    { ...service, metadata: { name: 'my-backend' } },
    { ...exported, metadata: { name: 'my-backend' } },
  ];
  const other = applicationStep(network, { cluster: spoke, namespace: shop, application: 'other' });
  await bench.client(spoke).remove(service as KubernetesObject);
  const text = manifest.map(one => JSON.stringify(one)).join('\n---\n');
  const { findings } = await bench.check([other], text);
  expect(findings.filter(({ finding }) => finding === 'refused')).toEqual([]);
  const { exposed } = await bench.persist(other, { manifest: text, deadlineSeconds });
  expect(exposed).toMatchObject([{ name: 'my-backend', port: 8080 }]);
  await bench.run(other, { inverse: true, deadlineSeconds });
  await bench.client(spoke).create<KubernetesObject>(service);
});

describe('where it is installed', () => {
  beforeAll(async () => {
    uninstall = await installServiceExports(bench, spoke);
    await bench.client(spoke).create(exported);
  });

  it('exposes a Service that has no annotation, and says so in conditions', async () => {
    const { exposed, message } = await bench.run(server, { deadlineSeconds });
    expect(exposed).toMatchObject([{ name: 'my-backend', namespace: shop, port: 8080 }]);
    expect(message).toBe('found Service shop-exports/my-backend, exposes my-backend:8080');
    expect(await told()).toEqual(ours);
    const before = await read();
    await bench.run(server, { deadlineSeconds });
    expect((await read()).metadata.resourceVersion).toBe(before.metadata.resourceVersion);
  });

  it('is observed as exposed', async () => {
    const settings = {
      applications: [
        {
          name: 'my-backend',
          clusters: [spoke],
          namespace: shop,
          expose: true,
          services: ['my-backend'],
        },
      ],
    };
    const exposed = [
      {
        application: 'my-backend',
        cluster: spoke,
        namespace: shop,
        name: 'my-backend',
        port: 8080,
      },
    ];
    const { mismatches = [] } = await bench.run(steps.verify, { settings, exposed });
    expect(mismatches.join('\n')).not.toMatch(/by its annotations/);
  });

  it('takes its conditions away when the application leaves the network', async () => {
    await bench.run(server, { inverse: true, deadlineSeconds });
    expect(await told()).toEqual([]);
  });

  it('leaves the conditions of another implementation alone, and says so', async () => {
    const foreign = {
      type: 'Ready',
      status: 'False' as const,
      reason: 'Pending',
      message: 'the mesh is not there yet',
      lastTransitionTime: '2026-11-29T00:00:00Z',
    };
    await bench.client(spoke).applyStatus({ ...(await read()), status: { conditions: [foreign] } });
    const { message } = await bench.run(server, { deadlineSeconds });
    expect(message).toContain('are those of another implementation');
    expect(await told()).toEqual(['Ready | False | Pending | the mesh is not there yet']);
  });
});
