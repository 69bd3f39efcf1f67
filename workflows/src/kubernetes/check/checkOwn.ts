import type { NetworkRef } from '@interconnect/backstage-plugin-interconnect-common';
import {
  type ClusterClient,
  isOwned,
  type KubernetesObject,
  type Ownership,
  requireOwned,
  textOf,
} from '../client';
import { withRights } from '../cluster/identities';
import { networkOwnership } from '../cluster/labels';
import { networkNamespaceOf } from '../cluster/networkNamespace';
import { isForLater, isRefusal, type Told } from './findings';

/** Kinds of which a step changes nothing that stands, or nothing but what is secret. */
const madeOnce = ['Namespace', 'Secret'];

/**
 * Asks a cluster what it would say to objects of a step's own. Kinds that it does not serve are
 * left out: what installs them is asked about as such.
 */
export async function checkOwn(
  client: ClusterClient,
  network: NetworkRef,
  objects: readonly KubernetesObject[],
): Promise<Told[]> {
  const owner = networkOwnership(network);
  const namespace = networkNamespaceOf(network, 'createNetwork');
  const place = await withRights(client, () => client.get(namespace));
  // Of what would be in it nothing can be said then.
  const all = place && !isOwned(place, owner) ? [place] : objects;
  const told: Told[] = [];
  for (const object of all) {
    try {
      await withRights(client, () => tryOwn(client, object, owner));
    } catch (error) {
      if (isForLater(error)) continue;
      if (!isRefusal(error)) throw error;
      told.push({ finding: 'refused', text: textOf(error) });
    }
  }
  return told;
}

async function tryOwn(client: ClusterClient, object: KubernetesObject, owner: Ownership) {
  if (!(await client.serves(object.apiVersion, object.kind))) return;
  const existing = madeOnce.includes(object.kind) ? await client.get(object) : undefined;
  if (existing) requireOwned(existing, owner, client.cluster);
  else await client.tryApply(object, owner);
}
