import {
  type ExposedService,
  labelsOf,
  linkNameOf,
  type LinkSpokeInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, isOwned, KubernetesObject, nameOf, ObjectRef, refOf } from './client';
import { networkOwnership } from './cluster/labels';
import { removeAndWait, whyStillThere } from './cluster/waitGone';
import { issue, untilHubAccepts } from './skupper/hub';
import { certificateOf, credentialsOf, linkOf } from './skupper/objects';
import { publish, requirePublishable, unpublish } from './skupper/publish';
import { withdrawListenerTls } from './skupper/listenerTls';
import { Link } from './skupper/types';
import { untilLinked } from './skupper/untilLinked';
import { remadeText } from './skupper/untilReported';
import { stepActivity, type StepContext, type StepDependencies } from './StepContext';

/** What labels say of the objects that it makes. */
const origin = { kind: 'linkSpoke' } as const;

/**
 * Links a spoke to the hub with credentials of its own.
 * The private key goes from the hub to the spoke within this activity and nowhere else.
 */
export const linkSpoke = (dependencies: StepDependencies) =>
  stepActivity<LinkSpokeInput>(dependencies, async (step, { input, exposed }) => {
    const { network, cluster, hub } = input;
    const onHub = step.client(hub);
    const onSpoke = step.client(cluster);
    const owner = networkOwnership(network);
    const labels = labelsOf(network, origin);
    // Of rollouts that were planned before publishing was a step of its own.
    const publication = exposed && {
      network,
      step: origin,
      exposed,
      isNear: (service: ExposedService) => [hub, cluster].includes(service.cluster),
      onHub,
    };

    const { endpoints, issuer } = await untilHubAccepts(step, onHub, network);
    const certificate = certificateOf(network, cluster, issuer, labels);
    const link = linkOf(network, cluster, endpoints, labels);
    // Nothing is made while something of somebody else is in the way of any of it.
    await onHub.requireFree([certificate], owner);
    await onSpoke.requireFree([credentialsOf(network, cluster, {}, labels), link], owner);
    if (publication) await requirePublishable(onSpoke, publication);

    const credentials = await issue(step, onHub, network, certificate);
    // The Secret first: a router whose credentials are missing may stop.
    await onSpoke.apply(credentialsOf(network, cluster, credentials, labels), owner);
    await onSpoke.apply<Link>(link, owner);
    const remade = await untilLinked(step, { onHub, onSpoke }, network, link);
    const published = publication && (await publish(step, onSpoke, publication));
    return {
      message: ['Link Operational', remadeText([remade]), published].filter(Boolean).join(', '),
    };
  });

/**
 * Removes the spoke's link and credentials, and its certificate from the hub, as far as each can be
 * reached. A hub that is not configured any more keeps the certificate.
 */
export const undoLinkSpoke = (dependencies: StepDependencies) =>
  stepActivity<LinkSpokeInput>(dependencies, async (step, { input, absent = [] }) => {
    const { network, cluster, hub } = input;
    const link = linkOf(network, cluster, [], {});
    const secret = credentialsOf(network, cluster, {}, {});
    const certificate = certificateOf(network, cluster, '', {});

    const [spokeSide, hubSide] = await Promise.allSettled([
      (async () => {
        const onSpoke = step.client(cluster);
        await unpublish(step, onSpoke, network);
        await removeOwn(step, onSpoke, input, [link, secret]);
      })(),
      (async () => {
        if (absent.includes(hub)) return;
        const onHub = step.client(hub);
        await withdrawListenerTls(step, onHub, network, cluster);
        const removed = await removeOwn(step, onHub, input, [certificate]);
        if (removed) await removeIssued(step, onHub, refOf(secret));
      })(),
    ]);
    for (const side of [spokeSide, hubSide]) {
      if (side.status === 'rejected') throw side.reason;
    }
    return { message: `removed ${linkNameOf(cluster)}` };
  });

/**
 * Skupper's Secret of a Certificate that is gone. Kubernetes' garbage collector would take it too,
 * but later; Skupper may make it once more before it knows that the Certificate is gone.
 */
async function removeIssued(step: StepContext, onHub: ClusterClient, ref: ObjectRef) {
  await step.until(`${nameOf(ref)} to be gone from hub ${onHub.cluster}`, async () => {
    const secret = await onHub.get(ref);
    if (!secret) return { done: undefined };
    await onHub.remove(secret);
    return { seen: whyStillThere(secret) };
  });
}

/** @returns whether something of ours was there */
async function removeOwn(
  step: StepContext,
  client: ClusterClient,
  { network }: LinkSpokeInput,
  objects: KubernetesObject[],
): Promise<boolean> {
  const found = await Promise.all(objects.map(object => client.get(object)));
  const own = found.filter(
    (object): object is KubernetesObject =>
      object !== undefined && isOwned(object, networkOwnership(network)),
  );
  await removeAndWait(step, client, own);
  return own.length > 0;
}
