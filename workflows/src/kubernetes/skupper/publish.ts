import {
  aliasNamespace,
  type ExposedService,
  labelsOf,
  type NetworkRef,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, failure, isTrue, nameOf, refOf } from '../client';
import { networkOwnership } from '../cluster/labels';
import { prune } from '../cluster/prune';
import { inSharedNamespace, removeSharedNamespace } from '../cluster/sharedNamespace';
import { StepContext } from '../StepContext';
import { aliasesOf, listenersOf } from './objects';
import { describeConditions, Listener, skupperApi } from './types';

/** Where services are published, and by which step. */
export interface Publication {
  network: NetworkRef;
  step: { kind: 'linkSpoke' | 'publishServices' };
  exposed: readonly ExposedService[];
  /**
   * Members whose servers must answer before the step is done. Servers elsewhere are reached through links that are none of
   * this step's business; `verify` looks at those.
   */
  near: readonly string[];
}

const listenerKind = { apiVersion: skupperApi, kind: 'Listener' };
const serviceKind = { apiVersion: 'v1', kind: 'Service' };

/** Refuses before anything is made: two Services for one address, and addresses that others have. */
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

/** Makes Listeners and the seed's addresses on a member, removes those that are not wanted, and waits until they lead somewhere. */
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
    await inSharedNamespace(step, client, aliasNamespace, labels, async () => {
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
  for (const listener of listeners) {
    const types = near.has(listener.metadata.name) ? ['Configured', 'Matched'] : ['Configured'];
    await untilListening(step, client, listener, types);
  }
  return listeners.length === 1 ? '1 service published' : `${listeners.length} services published`;
}

async function untilListening(
  step: StepContext,
  client: ClusterClient,
  listener: Listener,
  types: string[],
): Promise<void> {
  const what = `${nameOf(listener)} on ${client.cluster} to be ${types.join(' and ')}`;
  await step.until(what, async () => {
    const now = await client.get<Listener>(refOf(listener));
    if (!now)
      throw failure('notFound', `${nameOf(listener)} on ${client.cluster} has been removed`);
    if (types.every(type => isTrue(now, type))) return { done: undefined };
    const message = now.status?.status === 'Error' ? `Error: ${now.status.message}; ` : '';
    return { seen: `${message}${describeConditions(now, types)}` };
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
