import {
  aliasNamespace,
  type ExposedService,
  labelsOf,
  type NetworkRef,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, failure, nameOf, ObjectRef, refOf } from '../client';
import { networkOwnership } from '../cluster/labels';
import { prune } from '../cluster/prune';
import {
  inSharedNamespace,
  namespaceOfAliases,
  removeSharedNamespace,
} from '../cluster/sharedNamespace';
import { StepContext } from '../StepContext';
import { isListenerLost } from './lost';
import { provideListenerTls, removeListenerTls } from './listenerTls';
import { aliasesOf, listenersOf } from './objects';
import { listenerSecretOf } from './tlsObjects';
import { Listener, skupperApi } from './types';
import { remadeText, untilReported } from './untilReported';

/** What is published on a member, and by which step. */
export interface Publication {
  network: NetworkRef;
  step: { kind: PublishingKind };
  exposed: readonly ExposedService[];
  /**
   * Whose servers must answer before the step is done. Those on members elsewhere are reached
   * through links that are none of this step's business; `verify` looks at those.
   */
  isNear(service: ExposedService): boolean;
  /** Has the TLS authority; used for services with TLS alone. */
  onHub: ClusterClient;
}

/** Links once published the services of their spokes, and named themselves in the labels. */
const publishingKinds = ['publishServices', 'linkSpoke'] as const;
type PublishingKind = (typeof publishingKinds)[number];

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
    ...aliasesOf(network, exposed, labels, client.clusterDomain),
    ...(exposed.some(({ tls }) => tls) ? [listenerSecretOf(network, {}, labels)] : []),
  ];
  await client.requireFree(objects, networkOwnership(network));
  await requireHostsFree(client, listenersOf(network, exposed, labels));
}

/** On Services that Skupper makes for Listeners; it leaves all others alone. */
const listenerLabel = 'internal.skupper.io/listener';

/** Skupper makes a Service for each Listener, and none where somebody else has one of its name. */
export async function requireHostsFree(client: ClusterClient, listeners: readonly Listener[]) {
  for (const { metadata, spec } of listeners) {
    const ref = {
      ...serviceKind,
      metadata: { name: spec?.host ?? '', namespace: metadata.namespace },
    };
    const service = await client.get(ref);
    if (!service || service.metadata.labels?.[listenerLabel] !== undefined) continue;
    throw failure(
      'nameTaken',
      `${nameOf(ref)} on ${client.cluster} exists already, and Skupper would have to make it for ` +
        `the published service`,
    );
  }
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
  const aliases = aliasesOf(network, exposed, labels, client.clusterDomain);

  // The Secret first: a router whose credentials are missing may stop.
  const isSecured = await provideListenerTls(step, client, publication);
  for (const listener of listeners) await client.apply(listener, owner);
  await prunePublished(step, client, network, listenerKind, listeners);
  if (aliases.length > 0) {
    await inSharedNamespace(step, client, namespaceOfAliases(client.cluster), async () => {
      for (const alias of aliases) await client.apply(alias, owner);
    });
  }
  await pruneAliases(step, client, network, aliases.map(refOf));

  const near = new Set(
    listenersOf(
      network,
      exposed.filter(service => publication.isNear(service)),
      labels,
    ).map(({ metadata }) => metadata.name),
  );
  const remade: number[] = [];
  for (const listener of listeners) {
    const types = near.has(listener.metadata.name) ? ['Configured', 'Matched'] : ['Configured'];
    remade.push(await untilListening(step, client, network, listener, types));
  }
  if (!isSecured) await removeListenerTls(step, client, publication);
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

/** Removes all that was published on a member. */
export async function unpublish(
  step: StepContext,
  client: ClusterClient,
  network: NetworkRef,
): Promise<void> {
  await prunePublished(step, client, network, listenerKind, []);
  await pruneAliases(step, client, network, []);
}

async function prunePublished(
  step: StepContext,
  client: ClusterClient,
  network: NetworkRef,
  kind: typeof listenerKind,
  wanted: readonly ObjectRef[],
): Promise<number> {
  const namespace = kind === serviceKind ? aliasNamespace : network.namespace;
  let removed = 0;
  for (const publishing of publishingKinds) {
    const made = { network, step: { kind: publishing } };
    removed += await prune(step, client, made, kind, namespace, wanted);
  }
  return removed;
}

async function pruneAliases(
  step: StepContext,
  client: ClusterClient,
  network: NetworkRef,
  wanted: readonly ObjectRef[],
) {
  const removed = await prunePublished(step, client, network, serviceKind, wanted);
  // Also when nothing was removed now: an earlier attempt may have ended in between.
  if (removed > 0 || wanted.length === 0) await removeSharedNamespace(step, client, aliasNamespace);
}
