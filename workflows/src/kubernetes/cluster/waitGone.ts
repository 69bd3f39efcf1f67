import { Condition, KubernetesObject, nameOf } from '../client';
import { ClusterClient } from '../client';
import { StepContext } from '../StepContext';

/** Deletes objects and waits until they are gone; those that are gone already are fine. */
export async function removeAndWait(
  step: StepContext,
  client: ClusterClient,
  objects: readonly KubernetesObject[],
  propagation: 'Background' | 'Foreground' = 'Background',
): Promise<void> {
  for (const object of objects) await client.remove(object, propagation);
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

/** A namespace says what holds it up. */
function whyStillThere({ metadata, status }: KubernetesObject): string {
  const reasons = (status?.conditions ?? [])
    .filter((c: Condition) => c.status === 'True' && c.message)
    .map((c: Condition) => c.message);
  const finalizers = (metadata as { finalizers?: string[] }).finalizers ?? [];
  if (reasons.length > 0) return reasons.join('; ');
  return finalizers.length > 0
    ? `still there, held by ${finalizers.join(', ')}`
    : `still there${metadata.deletionTimestamp ? ', being deleted' : ''}`;
}
