import type { ClusterClient, KubernetesObject } from '../client';
import { explainPendingAddress } from './pendingAddress';

const namespace = 'interconnect-shop';
const service: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'skupper-router', namespace, uid: 'service' },
};
const controller = (replicas: number, availableReplicas: number): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'controller', namespace: 'metallb-system', uid: 'controller' },
  spec: {
    replicas,
    template: { metadata: { labels: { app: 'metallb', component: 'controller' } } },
  },
  status: { replicas, updatedReplicas: replicas, availableReplicas },
});
const pool: KubernetesObject = {
  apiVersion: 'metallb.io/v1beta1',
  kind: 'IPAddressPool',
  metadata: { name: namespace, namespace: 'metallb-system' },
  spec: { addresses: ['192.0.2.10-192.0.2.20'] },
  status: { availableIPv4: 11 },
};
const failed: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'failed', namespace },
  reason: 'AllocationFailed',
  message: 'no available IPs',
  involvedObject: { uid: 'service' },
};
const waiting: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'controller-1-x',
    namespace: 'metallb-system',
    ownerReferences: [
      { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'controller-1', uid: 'set' },
    ],
  },
  status: {
    conditions: [{ type: 'PodScheduled', status: 'False', message: '0/3 nodes are available' }],
  },
};

/** What is said on a cluster with these objects. */
function explained(objects: KubernetesObject[], asked = service): Promise<string> {
  const client = {
    get: async () => asked,
    list: async ({ kind }: { kind: string }) => objects.filter(object => object.kind === kind),
    serves: async (_: string, kind: string) => objects.some(object => object.kind === kind),
  } as unknown as ClusterClient;
  return explainPendingAddress(client, service);
}

const pending = 'Service interconnect-shop/skupper-router has no load balancer address yet';

it.each([
  [
    'MetalLB is scaled to nothing, whatever it said before',
    [controller(0, 0), pool, failed],
    "MetalLB's controller does not run: Deployment metallb-system/controller: 0 of 0 replicas available, 0 up to date; spec.replicas is 0",
  ],
  [
    'MetalLB has no node',
    [controller(1, 0), pool, waiting],
    "MetalLB's controller does not run: Deployment metallb-system/controller: 0 of 1 replicas available, 1 up to date; Pod metallb-system/controller-1-x is not scheduled: 0/3 nodes are available",
  ],
  ['MetalLB says why', [controller(1, 1), pool, failed], 'AllocationFailed: no available IPs'],
  [
    'MetalLB says nothing',
    [controller(1, 1), pool],
    'pool interconnect-shop (192.0.2.10-192.0.2.20) has 11 free addresses',
  ],
])('says why there is no address yet: %s', async (_, objects, why) => {
  expect(await explained(objects)).toBe(`${pending} (${why})`);
});

it('says no more than that where something else hands out addresses', async () => {
  expect(await explained([])).toBe(pending);
});

it('says nothing of a Service that has one', async () => {
  const status = { loadBalancer: { ingress: [{ ip: '192.0.2.10' }] } };
  expect(await explained([controller(0, 0)], { ...service, status })).toBe('');
});
