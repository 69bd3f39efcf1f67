import { ClusterClient, isFailure, KubernetesObject, nameOf } from '../client';
import { StepContext } from '../StepContext';
import { touchedAnnotation } from './labels';
import { isWorkload } from './workloads';

const definitionKind = 'CustomResourceDefinition';

/** A definition that is still there after this many looks is touched (again). */
const touchEvery = 5;

/**
 * Deletes objects and waits until they are gone, workloads with their pods. Those that are gone
 * already are fine.
 */
export async function removeAndWait(
  step: StepContext,
  client: ClusterClient,
  objects: readonly KubernetesObject[],
): Promise<void> {
  for (const object of objects) {
    await client.remove(object, isWorkload(object) ? 'Foreground' : 'Background');
  }
  for (const object of objects) {
    let looks = 0;
    await step.until(`${nameOf(object)} on ${client.cluster} to be gone`, async () => {
      const left = await client.get(object);
      // Another object of the same name is not the one that was removed.
      if (!left || left.metadata.uid !== object.metadata.uid) return { done: undefined };
      looks += 1;
      if (left.kind === definitionKind && looks % touchEvery === 0) await touch(client, left);
      return { seen: whyStillThere(left) };
    });
  }
}

/**
 * Makes the API server look once more at a definition that it removes. When it first fails
 * ("storage is (re)initializing", soon after the kind was made) and then meets its own write, its
 * CRDFinalizer (k8s.io/apiextensions-apiserver 0.35) forgets the definition until the next resync,
 * up to five minutes. A change of an annotation reminds it.
 */
async function touch(client: ClusterClient, definition: KubernetesObject): Promise<void> {
  try {
    await client.annotate(definition, { [touchedAnnotation]: new Date().toISOString() });
  } catch (error) {
    if (!isFailure(error, 'notFound') && !isFailure(error, 'conflict')) throw error;
  }
}

/** A namespace says what holds it up, other objects their finalizers at least. */
export function whyStillThere({ kind, metadata, status }: KubernetesObject): string {
  const conditions = kind === 'Namespace' ? (status?.conditions ?? []) : [];
  const reasons = conditions
    .filter(condition => condition.status === 'True' && condition.message)
    .map(condition => condition.message);
  if (reasons.length > 0) return reasons.join('; ');
  const held = metadata.finalizers?.length ? `, held by ${metadata.finalizers.join(', ')}` : '';
  return `still there${metadata.deletionTimestamp ? ', being deleted' : ''}${held}`;
}
