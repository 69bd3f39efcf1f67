import {
  labelsOf,
  linkNameOf,
  type LinkSpokeInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, isOwned, KubernetesObject, nameOf, ObjectRef, refOf } from './client';
import { networkOwnership } from './cluster/labels';
import { removeAndWait } from './cluster/waitGone';
import { issueCredentials, untilHubAccepts } from './skupper/hub';
import { certificateOf, credentialsOf, linkOf } from './skupper/objects';
import { publish, requirePublishable, unpublish } from './skupper/publish';
import { Link } from './skupper/types';
import { untilLinked } from './skupper/untilLinked';
import { remadeText } from './skupper/untilReported';
import { stepActivity, type StepContext, type StepDependencies } from './StepContext';

const step = { kind: 'linkSpoke' } as const;

/**
 * Links a spoke to the hub with credentials of its own and publishes the network's services on it. The private key goes from
 * the hub to the spoke within this activity and nowhere else.
 */
export const linkSpoke = (dependencies: StepDependencies) =>
  stepActivity<LinkSpokeInput>(dependencies, async (context, { input, exposed = [] }) => {
    const { network, cluster, hub } = input;
    const onHub = context.client(hub);
    const onSpoke = context.client(cluster);
    const owner = networkOwnership(network);
    const labels = labelsOf(network, step);
    const publication = { network, step, exposed, near: [hub, cluster] };

    const { endpoints, issuer } = await untilHubAccepts(context, onHub, network);
    const link = linkOf(network, cluster, endpoints, labels);
    // Nothing is made while something of somebody else is in the way of any of it.
    await onHub.requireFree([certificateOf(network, cluster, issuer, labels)], owner);
    await onSpoke.requireFree([credentialsOf(network, cluster, {}, labels), link], owner);
    await requirePublishable(onSpoke, publication);

    const credentials = await issueCredentials(context, onHub, network, {
      cluster,
      issuer,
      labels,
    });
    // The Secret first: a router whose credentials are missing may stop.
    await onSpoke.apply(credentialsOf(network, cluster, credentials, labels), owner);
    await onSpoke.apply<Link>(link, owner);
    const remade = await untilLinked(context, { onHub, onSpoke }, network, link);
    const published = await publish(context, onSpoke, publication);
    return {
      message: ['Link Operational', remadeText([remade]), published].filter(Boolean).join(', '),
    };
  });

/**
 * Removes the spoke's services, link and credentials, and its certificate from the hub, as far as each can be reached. A hub that is not
 * configured any more keeps the certificate.
 */
export const undoLinkSpoke = (dependencies: StepDependencies) =>
  stepActivity<LinkSpokeInput>(dependencies, async (context, { input, absent = [] }) => {
    const { network, cluster, hub } = input;
    const link = linkOf(network, cluster, [], {});
    const secret = credentialsOf(network, cluster, {}, {});
    const certificate = certificateOf(network, cluster, '', {});

    const [spokeSide, hubSide] = await Promise.allSettled([
      (async () => {
        const onSpoke = context.client(cluster);
        await unpublish(context, onSpoke, { network, step });
        await removeOwn(context, onSpoke, input, [link, secret]);
      })(),
      (async () => {
        if (absent.includes(hub)) return;
        const onHub = context.client(hub);
        const removed = await removeOwn(context, onHub, input, [certificate]);
        if (removed) await removeIssued(context, onHub, refOf(secret));
      })(),
    ]);
    for (const side of [spokeSide, hubSide]) {
      if (side.status === 'rejected') throw side.reason;
    }
    return { message: `removed ${linkNameOf(cluster)} and its services` };
  });

/**
 * Skupper's Secret of a Certificate that is gone. Kubernetes' garbage collector would take it too, but later; Skupper may make it once
 * more before it knows that the Certificate is gone.
 */
async function removeIssued(context: StepContext, onHub: ClusterClient, ref: ObjectRef) {
  await context.until(`${nameOf(ref)} to be gone from hub ${onHub.cluster}`, async () => {
    const secret = await onHub.get(ref);
    if (!secret) return { done: undefined };
    await onHub.remove(secret);
    return { seen: 'still there' };
  });
}

/** @returns whether something of ours was there */
async function removeOwn(
  context: StepContext,
  client: ClusterClient,
  { network }: LinkSpokeInput,
  objects: KubernetesObject[],
): Promise<boolean> {
  const found = await Promise.all(objects.map(object => client.get(object)));
  const own = found.filter(
    (object): object is KubernetesObject =>
      object !== undefined && isOwned(object, networkOwnership(network)),
  );
  await removeAndWait(context, client, own);
  return own.length > 0;
}
