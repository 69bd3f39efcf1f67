import { randomUUID } from 'node:crypto';
import type { KubernetesObject } from './client';
import { Bench } from './__testUtils__/Bench';
import { hub, networkRef, spoke, stepsOf } from './__testUtils__/steps';

// Kubernetes' garbage collector may take a minute or two to learn of kinds that were just
// installed.
jest.setTimeout(400_000);

const network = networkRef('again');
const undo = { inverse: true };

let bench: Bench;
let before: Record<string, string[]>;
let steps: ReturnType<typeof stepsOf>;

beforeAll(async () => {
  bench = await Bench.attach();
  before = await bench.lab.snapshot();
  steps = stepsOf(network, [bench.lab.pool()]);
});

const siteOwning = async (name: string) => {
  const service = await bench.client(hub).get<KubernetesObject>({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: network.namespace },
  });
  return service?.metadata.ownerReferences?.map(({ uid }) => uid);
};

const uidOfSite = async () => {
  const [site] = await bench
    .client(hub)
    .list({ apiVersion: 'skupper.io/v2alpha1', kind: 'Site' }, { namespace: network.namespace });
  return site?.metadata.uid;
};

it('a Site is made when all that an old one left is gone, and not before', async () => {
  await bench.run(steps.createNetwork);
  await bench.run(steps.deployLoadBalancer);
  const { namespace } = network;
  const left: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'left',
      namespace,
      finalizers: ['example.com/held'],
      ownerReferences: [
        { apiVersion: 'skupper.io/v2alpha1', kind: 'Site', name: hub, uid: randomUUID() },
      ],
    },
  };
  await bench.client(hub).create(left);
  // The collector may learn of Sites only after this step, and then is not deleting yet.
  const { error } = await bench.try(steps.deployHub, { deadlineSeconds: 40 });
  expect(error?.message).toMatch(
    /for all that Skupper made for an old Site in interconnect-again on cluster-1 to be gone; last seen: ConfigMap interconnect-again\/left is still there, (being deleted, )?held by example.com\/held$/,
  );
  expect(await uidOfSite()).toBeUndefined();

  await bench.transport(hub).request({
    method: 'PATCH',
    path: `/api/v1/namespaces/${namespace}/configmaps/left`,
    contentType: 'application/merge-patch+json',
    body: { metadata: { finalizers: null } },
  });
  await bench.run(steps.deployHub, { deadlineSeconds: 300 });
});

it('a hub whose Site was just removed gets one that works', async () => {
  const first = await uidOfSite();
  await bench.run(steps.deployHub, undo);
  const { message } = await bench.run(steps.deployHub, { deadlineSeconds: 300 });
  expect(message).toMatch(/Site Ready at 127\./);
  const second = await uidOfSite();
  expect(second).not.toBe(first);
  expect(await siteOwning('skupper-router-local')).toEqual([second]);

  await bench.run(steps.deploySpoke);
  await bench.run(steps.linkSpoke);
  expect((await bench.run(steps.verify)).mismatches).toEqual([]);
});

it('a spoke that was just unlinked gets credentials of its own again', async () => {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: `interconnect-${spoke}`, namespace: network.namespace },
  };
  const earlier = await bench.client(hub).get(secret);
  expect(earlier).toBeDefined();
  await bench.run(steps.linkSpoke, undo);
  expect(await bench.client(hub).get(secret)).toBeUndefined();
  await bench.run(steps.linkSpoke);
  expect((await bench.client(hub).get(secret))?.metadata.uid).not.toBe(earlier?.metadata.uid);
  expect((await bench.run(steps.verify)).mismatches).toEqual([]);
});

it('leaves the clusters as they were', async () => {
  for (const step of [
    steps.linkSpoke,
    steps.deploySpoke,
    steps.deployHub,
    steps.deployLoadBalancer,
    steps.createNetwork,
  ]) {
    await bench.run(step, undo);
  }
  expect(await bench.lab.snapshot()).toEqual(before);
});
