import {
  managedBy,
  managedByLabel,
  networkLabel,
  projectLabel,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, failure, KubernetesObject } from '../client';
import { Look, StepContext } from '../StepContext';
import { contentsOf } from './contents';
import { sharedLabel } from './labels';
import { isBeingRemoved, removeUnlessUsed } from './removal';
import { removeAndWait } from './waitGone';

const ref = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

/**
 * Works in a namespace that several networks and others may use; makes it when it is not there.
 *
 * @param labels - of a namespace that is made: which network and step made it
 * @param work - what is done in it; does it again harmlessly
 * @throws failure `NameTaken` when it is another network's own, `Conflict` when it was removed meanwhile
 */
export async function inSharedNamespace<T>(
  step: StepContext,
  client: ClusterClient,
  name: string,
  labels: Record<string, string>,
  work: () => Promise<T>,
): Promise<T> {
  const before = await step.until(`namespace ${name} on ${client.cluster}`, () =>
    ensure(client, name, labels),
  );
  const result = await work();
  const after = await client.get(ref(name));
  if (!after || after.metadata.uid !== before.metadata.uid || isBeingRemoved(after)) {
    throw failure(
      'conflict',
      `Namespace ${name} on ${client.cluster} was removed while it was worked in`,
    );
  }
  return result;
}

async function ensure(
  client: ClusterClient,
  name: string,
  labels: Record<string, string>,
): Promise<Look<KubernetesObject>> {
  const existing = await client.get(ref(name));
  if (!existing) {
    const metadata = { name, labels: { ...labels, [sharedLabel]: 'true' } };
    const made = await client.create<KubernetesObject>({ ...ref(name), metadata });
    return made ? { done: made } : { seen: 'made by somebody else at the same moment' };
  }
  requireNoOtherNetwork(existing, labels, client.cluster);
  return isBeingRemoved(existing) ? { seen: 'being removed' } : { done: existing };
}

/** The own namespace of another network goes away with that network. */
function requireNoOtherNetwork(
  { metadata }: KubernetesObject,
  wanted: Record<string, string>,
  cluster: string,
) {
  const labels = metadata.labels ?? {};
  const isNetworks =
    labels[managedByLabel] === managedBy && labels[networkLabel] && !labels[sharedLabel];
  const isOurs = [projectLabel, networkLabel].every(key => labels[key] === wanted[key]);
  if (isNetworks && !isOurs) {
    throw failure(
      'nameTaken',
      `Namespace ${metadata.name} on ${cluster} belongs to the network ` +
        `${labels[projectLabel]}/${labels[networkLabel]}`,
    );
  }
}

/**
 * Removes a namespace that some network made for several, when only what Kubernetes puts into every namespace is left.
 *
 * @returns what is still in it, when that keeps it; empty when it is gone or not ours to remove
 */
export async function removeSharedNamespace(
  step: StepContext,
  client: ClusterClient,
  name: string,
): Promise<string[]> {
  const existing = await client.get(ref(name));
  const labels = existing?.metadata.labels ?? {};
  if (!existing || labels[managedByLabel] !== managedBy || !labels[sharedLabel]) return [];
  if (existing.metadata.deletionTimestamp) {
    await removeAndWait(step, client, [existing]);
    return [];
  }
  return removeUnlessUsed(
    client,
    existing,
    () => contentsOf(client, name),
    () => removeAndWait(step, client, [existing]),
  );
}
