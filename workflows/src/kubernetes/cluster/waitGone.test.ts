import { ClusterClient, failure, KubernetesObject } from '../client';
import { StepContext } from '../StepContext';
import { touchedAnnotation } from './labels';
import { removeAndWait } from './waitGone';

/** Looks at most twenty times. */
const step = {
  async until<T>(what: string, look: () => Promise<{ done: T } | { seen: string }>) {
    let seen = '';
    for (let looks = 0; looks < 20; looks++) {
      const answer = await look();
      if ('done' in answer) return answer.done;
      seen = answer.seen;
    }
    throw new Error(`${what}: ${seen}`);
  },
} as StepContext;

const object = (kind: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name: 'stays', uid: '1', deletionTimestamp: 'then', finalizers: ['cleanup'] },
});

/** A cluster whose object goes when it is touched. */
function clusterOf(stays: KubernetesObject, annotate?: () => void) {
  const touches: object[] = [];
  const client = {
    cluster: 'cluster-1',
    remove: async () => {},
    get: async () => (touches.length === 0 ? stays : undefined),
    annotate: async (_: KubernetesObject, annotations: object) => {
      touches.push(annotations);
      annotate?.();
    },
  } as unknown as ClusterClient;
  return { client, touches };
}

const definition = object('CustomResourceDefinition');

it('reminds the API server of a definition that it has forgotten', async () => {
  const { client, touches } = clusterOf(definition);
  await removeAndWait(step, client, [definition]);
  expect(touches).toEqual([{ [touchedAnnotation]: expect.any(String) }]);
});

it('does not mind that it went at that moment', async () => {
  const { client } = clusterOf(definition, () => {
    throw failure('notFound', 'gone');
  });
  await removeAndWait(step, client, [definition]);
});

it('says that it may not remind it', async () => {
  const { client } = clusterOf(definition, () => {
    throw failure('forbidden', 'cluster-1 forbids to patch customresourcedefinitions');
  });
  await expect(removeAndWait(step, client, [definition])).rejects.toThrow('forbids to patch');
});

it('touches nothing else, and says what holds it', async () => {
  const { client, touches } = clusterOf(object('Namespace'));
  await expect(removeAndWait(step, client, [object('Namespace')])).rejects.toThrow(
    'Namespace stays on cluster-1 to be gone: still there, being deleted, held by cleanup',
  );
  expect(touches).toEqual([]);
});
