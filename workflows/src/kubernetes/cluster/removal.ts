import { ClusterClient, KubernetesObject } from '../client';
import { removingAnnotation } from './labels';

/*
 * Removing what several networks share, safe against a network that begins to use it at the same
 * moment, on other workers perhaps. Who uses it first writes its use and then looks for the mark;
 * who removes it first writes the mark and then looks for uses. Whatever the order, at least one of
 * the two sees the other: the remover then takes its mark away, the user waits until mark or object
 * are gone. A mark that was left by a process that died is not believed after a while.
 */

const believedMs = 120_000;

/** Whether somebody is about to remove it. */
export function isBeingRemoved({ metadata }: KubernetesObject, now = Date.now()): boolean {
  const since = Date.parse(metadata.annotations?.[removingAnnotation] ?? '');
  return metadata.deletionTimestamp !== undefined || now - since < believedMs;
}

/**
 * Removes an object that several may use, if nobody does.
 *
 * @param uses - who uses it, for people
 * @param remove - does it
 * @returns who uses it; empty when it was removed
 */
export async function removeUnlessUsed(
  client: ClusterClient,
  object: KubernetesObject,
  uses: () => Promise<string[]>,
  remove: () => Promise<void>,
): Promise<string[]> {
  const before = await uses();
  if (before.length > 0) return before;
  await client.annotate(object, { [removingAnnotation]: new Date().toISOString() });
  const meanwhile = await uses();
  if (meanwhile.length > 0) {
    await client.annotate(object, { [removingAnnotation]: null });
    return meanwhile;
  }
  await remove();
  return [];
}
