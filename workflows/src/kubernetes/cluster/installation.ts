import {
  labelsOf,
  managedBy,
  managedByLabel,
  type NetworkRef,
  type StepKind,
} from '@interconnect/backstage-plugin-interconnect-common';
import { mapBounded } from '../bounded';
import { ClusterClient, isFailure, KubernetesObject, Ownership } from '../client';
import { StepContext } from '../StepContext';
import { listAllKinds } from './contents';
import { asInstaller, withRights } from './identities';
import { installedLabel, networkOwnership, usesLabel } from './labels';
import { inOrder } from './order';
import { isBeingRemoved, removeUnlessUsed } from './removal';
import { removeAndWait } from './waitGone';
import { isWorkload } from './workloads';

/** Something that is installed once on a cluster, for all networks that need it. */
export type Installation = 'skupper' | 'metallb';

const configMap = { apiVersion: 'v1', kind: 'ConfigMap' };

const ownershipOf = (what: Installation): Ownership => ({
  [managedByLabel]: managedBy,
  [installedLabel]: what,
});

/** What says that a network uses an installation. */
export function useOf(network: NetworkRef, kind: StepKind, what: Installation): KubernetesObject {
  const labels = { ...labelsOf(network, { kind }), [usesLabel]: what };
  const name = `interconnect-uses-${what}`;
  return { ...configMap, metadata: { name, namespace: network.namespace, labels } };
}

/**
 * Says that a network uses an installation, before it looks for it; until `releaseUse` nobody of us
 * removes it.
 */
export async function declareUse(
  client: ClusterClient,
  network: NetworkRef,
  kind: StepKind,
  what: Installation,
): Promise<void> {
  await client.apply(useOf(network, kind, what), networkOwnership(network));
}

/** The network does not use it any more. */
export async function releaseUse(
  step: StepContext,
  client: ClusterClient,
  network: NetworkRef,
  what: Installation,
): Promise<void> {
  const labelSelector = `${usesLabel}=${what}`;
  const uses = await client.list(configMap, { namespace: network.namespace, labelSelector });
  await removeAndWait(step, client, uses);
}

/**
 * Installs from a manifest, or completes what was begun. Objects of others that are in the way are
 * not touched.
 *
 * @param objects - in the manifest's order
 */
export async function install(
  client: ClusterClient,
  what: Installation,
  objects: readonly KubernetesObject[],
): Promise<void> {
  const owner = ownershipOf(what);
  const installer = asInstaller(client);
  await withRights(client, async () => {
    await installer.requireFree(objects, owner);
    for (const object of inOrder(objects)) await installer.apply(labelled(object, owner), owner);
  });
}

/**
 * Asks a cluster whether it would let us install from a manifest, and writes nothing. Of kinds and
 * namespaces that the manifest itself brings along it cannot say that.
 *
 * @throws what `install` would throw
 */
export async function tryInstall(
  client: ClusterClient,
  what: Installation,
  objects: readonly KubernetesObject[],
): Promise<void> {
  const owner = ownershipOf(what);
  const installer = asInstaller(client);
  await withRights(client, async () => {
    await mapBounded(objects, triedAtOnce, async object => {
      if (!(await client.serves(object.apiVersion, object.kind))) return;
      try {
        await installer.tryApply(labelled(object, owner), owner);
      } catch (error) {
        if (!isFailure(error, 'notFound') && !isFailure(error, 'conflict')) throw error;
      }
    });
  });
}

const triedAtOnce = 8;

function labelled(object: KubernetesObject, owner: Ownership): KubernetesObject {
  const { metadata } = object;
  return { ...object, metadata: { ...metadata, labels: { ...metadata.labels, ...owner } } };
}

/** Waits while somebody is about to remove it. To be called after `declareUse`. */
export async function untilNotBeingRemoved(
  step: StepContext,
  client: ClusterClient,
  what: Installation,
): Promise<void> {
  const labelSelector = selectorOf(what);
  await step.until(`${what} on ${client.cluster} to be removed by another rollout`, async () => {
    const namespaces = await client.list(
      { apiVersion: 'v1', kind: 'Namespace' },
      { labelSelector },
    );
    return namespaces.some(namespace => isBeingRemoved(namespace))
      ? { seen: 'being removed' }
      : { done: undefined };
  });
}

/**
 * Removes what we installed, when nobody uses it any more.
 *
 * @param otherUses - uses by others than our networks, for people
 * @returns who uses it; empty when it is gone; undefined when we did not install it
 */
export async function uninstallUnlessUsed(
  step: StepContext,
  client: ClusterClient,
  what: Installation,
  otherUses: () => Promise<string[]>,
): Promise<string[] | undefined> {
  const labelSelector = selectorOf(what);
  // Without the installer's rights nothing is found: then we did not install it.
  const installer = asInstaller(client);
  const objects = await listAllKinds(installer, { labelSelector });
  if (objects.length === 0) return undefined;
  const anchor = objects.find(({ kind }) => kind === 'Namespace') ?? objects[0];
  const uses = async () => {
    const configMaps = await client.list(configMap, { labelSelector: `${usesLabel}=${what}` });
    const declared = configMaps
      .filter(({ metadata }) => !metadata.deletionTimestamp)
      .map(({ metadata }) => `network in namespace ${metadata.namespace}`);
    return [...declared, ...(await otherUses())];
  };
  return removeUnlessUsed(installer, anchor, uses, async () => {
    // What runs goes first, so that nothing makes anew what is being removed.
    const running = objects.filter(object => isWorkload(object) || /Webhook/.test(object.kind));
    const others = objects.filter(object => !running.includes(object));
    step.note(`removing ${what} from ${client.cluster}`);
    await removeAndWait(step, installer, inOrder(running).reverse());
    await removeAndWait(step, installer, inOrder(others).reverse());
  });
}

function selectorOf(what: Installation): string {
  return Object.entries(ownershipOf(what))
    .map(pair => pair.join('='))
    .join(',');
}
