import type { KubernetesObject } from './client';
import { Bench } from './__testUtils__/Bench';
import { hub, networkRef, spoke, stepsOf } from './__testUtils__/steps';

jest.setTimeout(240_000);

const network = networkRef('waits');
const { namespace } = network;
const undo = { inverse: true };

let bench: Bench;
let before: Record<string, string[]>;
let steps: ReturnType<typeof stepsOf>;
let numbered: (last: number) => string;

beforeAll(async () => {
  bench = await Bench.attach();
  before = await bench.lab.snapshot();
  const prefix = bench.lab.pool().split('-')[0].replace(/\d+$/, '');
  numbered = last => `${prefix}${last}`;
  steps = stepsOf(network, [`${numbered(10)}-${numbered(20)}`]);
});

/** A webhook that nobody answers for, and that nothing passes without. */
function webhook(name: string, { group, resource }: { group: string; resource: string }) {
  const rule = { apiGroups: [group], apiVersions: ['*'], operations: ['CREATE', 'UPDATE'] };
  const within = { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name },
    webhooks: [
      {
        name: `${name}.example.com`,
        rules: [{ ...rule, resources: [resource] }],
        ...(group === '' && { namespaceSelector: within }),
        clientConfig: { url: 'https://127.0.0.1:9/' },
        failurePolicy: 'Fail',
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
      },
    ],
  };
}

async function whileInTheWay(object: KubernetesObject, work: () => Promise<void>) {
  const client = bench.client(hub);
  await client.create(object);
  try {
    // The API server learns of it a moment later.
    await new Promise(resolve => setTimeout(resolve, 2000));
    await work();
  } finally {
    await client.remove((await client.get(object))!);
  }
}

it('for an address of a load balancer that nobody looks after', async () => {
  await bench.run(steps.createNetwork);
  const step = { ...steps.deployLoadBalancer, addresses: undefined };
  await bench.try(step, { options: { probeSeconds: 2 } });
  expect(bench.said).toContain(
    'waiting for a load balancer on cluster-1 to hand out an address: no address yet',
  );
});

it("for MetalLB's webhook, and for its controller", async () => {
  await bench.run(steps.deployLoadBalancer);
  const other = { ...steps.deployLoadBalancer, addresses: [`${numbered(30)}-${numbered(40)}`] };
  const hook = webhook('pools', { group: 'metallb.io', resource: 'ipaddresspools' });
  await whileInTheWay(hook, async () => {
    const { error } = await bench.try(other, { deadlineSeconds: 12 });
    expect(error?.message).toMatch(
      /^Waited \d+ s for IPAddressPool \S+ on cluster-1 to be accepted; last seen: cluster-1 answered 500 .*failed calling webhook/,
    );
  });
  await bench.run(other);

  const controller = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'controller', namespace: 'metallb-system' },
  };
  const spread = (disk: string | null) =>
    bench.transport(hub).request({
      method: 'PATCH',
      path: '/apis/apps/v1/namespaces/metallb-system/deployments/controller',
      contentType: 'application/merge-patch+json',
      body: { spec: { template: { spec: { nodeSelector: { disk } } } } },
    });
  expect(await bench.client(hub).get(controller)).toBeDefined();
  await spread('fast');
  const { error } = await bench.try(other, { deadlineSeconds: 15 });
  expect(error?.message).toMatch(
    /^Waited \d+ s for MetalLB's controller on cluster-1 to be available; last seen: .*0\/1 nodes are available/,
  );
  await spread(null);
  await bench.persist(other);
});

it("for the network's TLS authority", async () => {
  await bench.run(steps.deployHub, { deadlineSeconds: 120 });
  const hook = webhook('secrets', { group: '', resource: 'secrets' });
  await whileInTheWay(hook, async () => {
    const { error } = await bench.try({ ...steps.deployHub, tls: true }, { deadlineSeconds: 20 });
    expect(error?.message).toMatch(
      /^Waited \d+ s for Certificate interconnect-waits\/\S+ on cluster-1 to be issued; last seen: /,
    );
  });
  await bench.persist({ ...steps.deployHub, tls: true }, { deadlineSeconds: 120 });
  await bench.persist(steps.deployHub, { deadlineSeconds: 120 });
});

it("for a spoke's certificate to be gone", async () => {
  await bench.run(steps.deploySpoke, { deadlineSeconds: 120 });
  await bench.persist(steps.linkSpoke, { deadlineSeconds: 120 });
  const hold = (finalizers: string[] | null) =>
    bench.transport(hub).request({
      method: 'PATCH',
      path: `/api/v1/namespaces/${namespace}/secrets/interconnect-${spoke}`,
      contentType: 'application/merge-patch+json',
      body: { metadata: { finalizers } },
    });
  await hold(['example.com/held']);
  const { error } = await bench.try(steps.linkSpoke, { ...undo, deadlineSeconds: 15 });
  expect(error?.message).toMatch(
    /^Waited \d+ s for Secret \S+ to be gone from hub cluster-1; last seen: still there, being deleted, held by example.com/,
  );
  await hold(null);
  await bench.persist(steps.linkSpoke, undo);
});

it('leaves the clusters as they were', async () => {
  const { deploySpoke, deployHub, deployLoadBalancer, createNetwork } = steps;
  for (const step of [deploySpoke, deployHub, deployLoadBalancer, createNetwork]) {
    await bench.persist(step, undo);
  }
  expect(await bench.lab.snapshot()).toEqual(before);
});
