import type { ClusterClient, KubernetesObject } from '../client';
import type { PollResult, StepContext } from '../StepContext';
import type { Site } from './types';
import { untilSiteReady } from './untilSiteReady';

const network = { project: 'edge-shop', name: 'shop', namespace: 'interconnect-shop' };
const { namespace } = network;
const site = {
  apiVersion: 'skupper.io/v2alpha1',
  kind: 'Site',
  metadata: { name: 'cluster-2', namespace },
  spec: { edge: true },
} as Site;
const router: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'skupper-router', namespace, uid: 'router' },
};
const pod: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'skupper-router-1',
    namespace,
    ownerReferences: [
      { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'skupper-router-1', uid: 'set' },
    ],
  },
  status: {
    conditions: [
      { type: 'PodScheduled', status: 'False', message: '0/3 nodes: too little memory' },
    ],
  },
};

it('says why the router of a Site does not run', async () => {
  const lists: Record<string, KubernetesObject[]> = { Deployment: [router], Pod: [pod] };
  const client = {
    cluster: 'cluster-2',
    get: async () => site,
    list: async ({ kind }: { kind: string }) => lists[kind] ?? [],
  } as unknown as ClusterClient;
  const step = {
    async until<T>(_: string, look: () => Promise<PollResult<T>>) {
      throw new Error(JSON.stringify(await look()));
    },
  } as unknown as StepContext;
  await expect(untilSiteReady(step, client, network, site)).rejects.toThrow(
    'Pod interconnect-shop/skupper-router-1 is not scheduled: 0/3 nodes: too little memory',
  );
});
