import {
  aliasNamespace,
  type ExposedService,
  labelsOf,
  type NetworkRef,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, failure, nameOf, refOf } from '../client';
import { networkOwnership } from '../cluster/labels';
import { prune } from '../cluster/prune';
import {
  inSharedNamespace,
  namespaceOfAliases,
  removeSharedNamespace,
} from '../cluster/sharedNamespace';
import { StepContext } from '../StepContext';
import { isListenerLost } from './lost';
import { aliasesOf, listenersOf } from './objects';
import { Listener, skupperApi } from './types';
import { remadeText, untilReported } from './untilReported';

/** Where services are published, and by which step. */
export interface Publication {
  network: NetworkRef;
  step: { kind: 'linkSpoke' | 'publishServices' };
  exposed: readonly ExposedService[];
  /**
   * Members whose servers must answer before the step is done. Servers elsewhere are reached
   * through links that are none of this step's business; `verify` looks at those.
   */
  near: readonly string[];
}

const listenerKind = { apiVersion: skupperApi, kind: 'Listener' };
const serviceKind = { apiVersion: 'v1', kind: 'Service' };

/**
 * Refuses before anything is made: two Services for one address, and addresses that others have.
 */
export async function requirePublishable(client: ClusterClient, publication: Publication) {
  const { network, exposed, step } = publication;
  const names = new Map<string, ExposedService>();
  for (const service of exposed) {
    const twin = names.get(service.name) ?? service;
    if (twin.namespace !== service.namespace) {
      throw failure(
        'invalidInput',
        `Services ${twin.namespace}/${twin.name} and ${service.namespace}/${service.name} would have the same ` +
          `address: names of exposed Services must be unique in a network`,
      );
    }
    names.set(service.name, service);
  }
  const labels = labelsOf(network, step);
  const objects = [
    ...listenersOf(network, exposed, labels),
    ...aliasesOf(network, exposed, labels),
  ];
  await client.requireFree(objects, networkOwnership(network));
}

/**
 * Makes Listeners and the seed's addresses on a member, removes those that are not wanted, and
 * waits until they lead somewhere.
 */
export async function publish(
  step: StepContext,
  client: ClusterClient,
  publication: Publication,
): Promise<string> {
  const { network, exposed } = publication;
  const labels = labelsOf(network, publication.step);
  const owner = networkOwnership(network);
  const listeners = listenersOf(network, exposed, labels);
  const aliases = aliasesOf(network, exposed, labels);

  for (const listener of listeners) await client.apply(listener, owner);
  await prune(step, client, publication, listenerKind, network.namespace, listeners);
  if (aliases.length > 0) {
    await inSharedNamespace(step, client, namespaceOfAliases(client.cluster), async () => {
      for (const alias of aliases) await client.apply(alias, owner);
    });
  }
  await pruneAliases(step, client, publication, aliases.map(refOf));

  const near = new Set(
    listenersOf(
      network,
      exposed.filter(({ cluster }) => publication.near.includes(cluster)),
      labels,
    ).map(({ metadata }) => metadata.name),
  );
  const remade: number[] = [];
  for (const listener of listeners) {
    const types = near.has(listener.metadata.name) ? ['Configured', 'Matched'] : ['Configured'];
    remade.push(await untilListening(step, client, network, listener, types));
  }
  const count = listeners.length === 1 ? '1 service' : `${listeners.length} services`;
  return [`${count} published`, remadeText(remade)].filter(Boolean).join(', ');
}

/**
 * A Listener of a Site that was made anew keeps its status until Skupper's next resync; its Service
 * is missing so long.
 */
function untilListening(
  step: StepContext,
  client: ClusterClient,
  network: NetworkRef,
  listener: Listener,
  types: string[],
): Promise<number> {
  const name = listener.spec?.host ?? '';
  const service = { ...serviceKind, metadata: { name, namespace: network.namespace } };
  return untilReported(step, client, network, {
    object: listener,
    types,
    isLost: isListenerLost,
    lacks: async () =>
      (await client.get(service)) ? undefined : `Skupper has not made ${nameOf(service)} yet`,
  });
}

/** Removes all that the step published. */
export async function unpublish(
  step: StepContext,
  client: ClusterClient,
  publication: Omit<Publication, 'exposed' | 'near'>,
): Promise<void> {
  await prune(step, client, publication, listenerKind, publication.network.namespace, []);
  await pruneAliases(step, client, publication, []);
}

async function pruneAliases(
  step: StepContext,
  client: ClusterClient,
  publication: Omit<Publication, 'exposed' | 'near'>,
  wanted: Parameters<typeof prune>[5],
) {
  const removed = await prune(step, client, publication, serviceKind, aliasNamespace, wanted);
  // Also when nothing was removed now: an earlier attempt may have ended in between.
  if (removed > 0 || wanted.length === 0) await removeSharedNamespace(step, client, aliasNamespace);
}
