import {
  labelsOf,
  type NetworkRef,
  type StepKind,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, isOwned, KubernetesObject, requireOwned } from '../client';
import { StepContext } from '../StepContext';
import { networkOwnership } from './labels';
import { podSecurityLabels } from './podSecurity';
import { removeAndWait, whyStillThere } from './waitGone';

const ref = (namespace: string) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: namespace },
});

/** The network's own namespace as it is made. */
export function networkNamespaceOf(network: NetworkRef, kind: StepKind): KubernetesObject {
  const labels = { ...labelsOf(network, { kind }), ...podSecurityLabels('baseline') };
  const { metadata, ...object } = ref(network.namespace);
  return { ...object, metadata: { ...metadata, labels } };
}

/**
 * Makes the network's own namespace on a member; it is there already when an earlier step made it.
 * Skupper's router keeps to the standard `baseline`, not to `restricted` (it names no seccomp
 * profile).
 *
 * @returns whether it was made now
 * @throws failure `NameTaken` when somebody else has it
 */
export async function ensureNetworkNamespace(
  step: StepContext,
  client: ClusterClient,
  network: NetworkRef,
  kind: StepKind,
): Promise<boolean> {
  const object = ref(network.namespace);
  return step.until<boolean>(`namespace ${network.namespace} on ${client.cluster}`, async () => {
    const existing = await client.get(object);
    if (!existing) {
      const made = await client.create(networkNamespaceOf(network, kind));
      return made ? { done: true } : { seen: 'made by somebody else at the same moment' };
    }
    requireOwned(existing, networkOwnership(network), client.cluster);
    return existing.metadata.deletionTimestamp
      ? { seen: `the one of before is still being deleted: ${whyStillThere(existing)}` }
      : { done: false };
  });
}

/** The network's own namespace, undefined when there is none or it is somebody else's. */
export async function findNetworkNamespace(
  client: ClusterClient,
  network: NetworkRef,
): Promise<KubernetesObject | undefined> {
  const existing = await client.get(ref(network.namespace));
  return existing && isOwned(existing, networkOwnership(network)) ? existing : undefined;
}

/** Removes the network's own namespace with all that is in it, and waits until it is gone. */
export async function removeNetworkNamespace(
  step: StepContext,
  client: ClusterClient,
  network: NetworkRef,
): Promise<boolean> {
  const existing = await findNetworkNamespace(client, network);
  if (existing) await removeAndWait(step, client, [existing]);
  return existing !== undefined;
}
