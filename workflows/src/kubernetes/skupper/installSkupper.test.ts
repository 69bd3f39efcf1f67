import type { ClusterClient } from '../client';
import type { PollResult, StepContext } from '../StepContext';
import { ensureSkupper } from './installSkupper';

const network = { project: 'edge-shop', name: 'shop', namespace: 'interconnect-shop' };

/** What is seen of a cluster with this controller while it is waited for; undefined: nothing is. */
async function waitedFor(replicas: number, availableReplicas: number) {
  const controller = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'skupper-controller', namespace: 'skupper' },
    spec: {
      replicas,
      template: { spec: { containers: [{ image: 'quay.io/skupper/controller:2.2.1' }] } },
    },
    status: { replicas, updatedReplicas: replicas, availableReplicas },
  };
  const client = {
    cluster: 'cluster-2',
    serves: async () => true,
    apply: async () => {},
    get: async () => undefined,
    list: async ({ kind }: { kind: string }) => (kind === 'Deployment' ? [controller] : []),
  } as unknown as ClusterClient;
  let seen: string | undefined;
  const step = {
    options: {},
    async until<T>(_: string, look: () => Promise<PollResult<T>>) {
      const found = await look();
      if ('done' in found) return found.done;
      seen = found.seen;
      return undefined;
    },
  } as unknown as StepContext;
  await ensureSkupper(step, client, network);
  return seen;
}

it('goes on when the controller of Skupper runs', async () => {
  expect(await waitedFor(1, 1)).toBeUndefined();
});

it('waits for a controller that starts, and for one that is scaled down, and says so', async () => {
  expect(await waitedFor(1, 0)).toBe(
    'Deployment skupper/skupper-controller: 0 of 1 replicas available, 1 up to date',
  );
  expect(await waitedFor(0, 0)).toMatch(/: 0 of 0 replicas available.*; spec\.replicas is 0$/);
});
