import { ClusterClient, KubernetesObject, nameOf } from '../client';
import { StepContext } from '../StepContext';
import { isWorkload } from './workloads';

/**
 * Deletes objects and waits until they are gone, workloads with their pods. Those that are gone already are fine.
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
    await step.until(`${nameOf(object)} on ${client.cluster} to be gone`, async () => {
      const left = await client.get(object);
      // Another object of the same name is not the one that was removed.
      return !left || left.metadata.uid !== object.metadata.uid
        ? { done: undefined }
        : { seen: whyStillThere(left) };
    });
  }
}

/** A namespace says what holds it up, other objects their finalizers at least. */
function whyStillThere({ kind, metadata, status }: KubernetesObject): string {
  const conditions = kind === 'Namespace' ? (status?.conditions ?? []) : [];
  const reasons = conditions
    .filter(condition => condition.status === 'True' && condition.message)
    .map(condition => condition.message);
  if (reasons.length > 0) return reasons.join('; ');
  const held = metadata.finalizers?.length ? `, held by ${metadata.finalizers.join(', ')}` : '';
  return `still there${metadata.deletionTimestamp ? ', being deleted' : ''}${held}`;
}
