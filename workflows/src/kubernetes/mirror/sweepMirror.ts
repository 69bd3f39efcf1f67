import {
  managedBy,
  managedByLabel,
  networkLabel,
  projectLabel,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { ClusterClient } from '../client';
import { networkKind } from './mirrorKinds';
import { removeMirror } from './writeMirror';

/** A network that is shown. */
export interface MirroredRef {
  project: string;
  name: string;
}

/**
 * Removes what is shown of networks that were not observed at the last sweep either.
 *
 * @param suspects - what the last sweep returned
 * @returns networks that are not observed now, by project and name
 */
export async function sweepMirror(
  client: ClusterClient,
  isObserved: (network: MirroredRef) => Promise<boolean>,
  suspects: ReadonlySet<string>,
): Promise<Set<string>> {
  const unobserved = new Set<string>();
  for (const network of await mirroredNetworks(client)) {
    if (await isObserved(network)) continue;
    const key = JSON.stringify([network.project, network.name]);
    if (suspects.has(key)) await removeMirror(client, network);
    else unobserved.add(key);
  }
  return unobserved;
}

async function mirroredNetworks(client: ClusterClient): Promise<MirroredRef[]> {
  const labelSelector = `${managedByLabel}=${managedBy}`;
  const networks = await client.list(networkKind, { labelSelector });
  return networks.flatMap(({ metadata }) => {
    const project = metadata.labels?.[projectLabel];
    const name = metadata.labels?.[networkLabel];
    return project && name ? [{ project, name }] : [];
  });
}
