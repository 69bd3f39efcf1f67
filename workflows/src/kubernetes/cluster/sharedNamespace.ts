import {
  aliasNamespace,
  managedBy,
  managedByLabel,
  networkLabel,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, failure, KubernetesObject } from '../client';
import { PollResult, StepContext } from '../StepContext';
import { contentsOf } from './contents';
import { sharedLabel } from './labels';
import { podSecurityLabels } from './podSecurity';
import { isBeingRemoved, removeUnlessUsed } from './removal';
import { removeAndWait, whyStillThere } from './waitGone';

/** A namespace that several networks may use. */
export interface SharedNamespace {
  name: string;
  /** Of one that is made, beside those that all have. */
  labels: Record<string, string>;
  /** @throws failure `NameTaken` for an existing one that may not be used */
  requireUsable(existing: KubernetesObject): void;
}

const ref = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

/** The namespace of the seed's addresses, which networks of all projects use. */
export const namespaceOfAliases = (cluster: string): SharedNamespace => ({
  name: aliasNamespace,
  labels: {},
  requireUsable({ metadata: { labels = {} } }) {
    // The own namespace of a network goes away with that network.
    if (labels[managedByLabel] === managedBy && labels[networkLabel] && !labels[sharedLabel]) {
      throw failure(
        'nameTaken',
        `Namespace ${aliasNamespace} on ${cluster} is another network's own`,
      );
    }
  },
});

/**
 * Works in a namespace that several networks may use; makes it when it is not there.
 *
 * @param work - what is done in it; does it again harmlessly
 * @throws failure `NameTaken` when it may not be used, `Conflict` when it was removed meanwhile
 */
export async function inSharedNamespace<T>(
  step: StepContext,
  client: ClusterClient,
  namespace: SharedNamespace,
  work: () => Promise<T>,
): Promise<T> {
  const { name } = namespace;
  const before = await step.until(`namespace ${name} on ${client.cluster}`, () =>
    ensure(step, client, namespace),
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
  { options }: StepContext,
  client: ClusterClient,
  { name, labels, requireUsable }: SharedNamespace,
): Promise<PollResult<KubernetesObject>> {
  const existing = await client.get(ref(name));
  if (!existing) {
    const all = {
      ...labels,
      ...podSecurityLabels(options.podSecurity),
      [managedByLabel]: managedBy,
      [sharedLabel]: 'true',
    };
    const made = await client.create<KubernetesObject>({
      ...ref(name),
      metadata: { name, labels: all },
    });
    return made ? { done: made } : { seen: 'made by somebody else at the same moment' };
  }
  requireUsable(existing);
  if (!isBeingRemoved(existing)) return { done: existing };
  const why = existing.metadata.deletionTimestamp ? `: ${whyStillThere(existing)}` : '';
  return { seen: `being removed${why}` };
}

/**
 * Removes a namespace that some network made for several, when only what Kubernetes puts into every
 * namespace is left.
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
