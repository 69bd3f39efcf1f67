import { isDeepStrictEqual } from 'node:util';
import type { NetworkRef } from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, conditionOf, failure, isTrue } from '../client';
import { networkOwnership, touchedAnnotation } from '../cluster/labels';
import { StepContext } from '../StepContext';
import { acceptsEdges, siteRef } from './hub';
import { isKnownToRouter, isLinkLost } from './lost';
import { dialled } from './objects';
import { Endpoint, Link, Site } from './types';
import { untilReported } from './untilReported';

/** A controller that has not looked at a new Link after this many looks is woken up (again). */
const touchEvery = 2;

/**
 * The router of a Link that is taken over speaks of it within 15 seconds; one that does not after
 * so many looks is not configured.
 */
const forgottenAfter = 20;

/**
 * Waits until a Link carries traffic, as both ends say.
 *
 * Skupper 2.2's controller does not act on a new Link before it sees a second event of it, which
 * may be its own resync half a minute later. A change of an annotation is such an event, unless it
 * comes so early that both are taken for one; therefore it is repeated until the controller reports
 * its first condition. After that it could cost the Link a status, and is done only for a Link that
 * the router does not speak of: one whose Site was made again between two resyncs is still
 * Configured from before, so that the controller leaves it alone for ever.
 *
 * `Operational` stays True when the hub's Site, the spoke's own or its router are gone. The hub
 * forgets such a spoke within half a minute, and knows a new one some seconds after the spoke does.
 *
 * A load balancer may give the hub another address meanwhile, for instance when its pool was put
 * back: nobody answers at the one of before, and the Link gets the one of now.
 *
 * @returns how often the Link had to be made again
 */
export async function untilLinked(
  step: StepContext,
  { onHub, onSpoke }: { onHub: ClusterClient; onSpoke: ClusterClient },
  network: NetworkRef,
  link: Link,
): Promise<number> {
  let looks = 0;
  let endpoints: Endpoint[] = [];
  return untilReported(step, onSpoke, network, {
    object: link,
    types: ['Configured', 'Operational'],
    isLost: isLinkLost,
    async lacks(now, site) {
      if (!site || !isTrue(site, 'Ready')) return 'the spoke has no Site that is Ready';
      const hub = await onHub.get<Site>(siteRef(network, onHub.cluster));
      if (!hub) throw failure('notFound', `Hub ${onHub.cluster} has no Site any more`);
      endpoints = dialled(hub.status?.endpoints ?? []);
      if (hub.status?.network?.some(({ id }) => id === site.metadata.uid)) return undefined;
      const hosts = now.spec?.endpoints.map(({ host, port }) => `${host}:${port}`).join(', ');
      return `hub ${onHub.cluster} does not see it; it dials ${hosts}`;
    },
    async meanwhile(now, site) {
      looks += 1;
      const isElsewhere = !isDeepStrictEqual(endpoints, dialled(now.spec?.endpoints ?? []));
      if (isElsewhere && acceptsEdges(endpoints)) {
        step.note(`hub ${onHub.cluster} has another address now: the Link gets it`);
        const moved = { ...link, spec: { ...link.spec, endpoints } } as Link;
        await onSpoke.apply(moved, networkOwnership(network));
        return;
      }
      const isNew = !conditionOf(now, 'Configured');
      if (looks % (isNew ? touchEvery : forgottenAfter) !== 0) return;
      if (isNew || !isKnownToRouter(now, site)) {
        await onSpoke.annotate(now, { [touchedAnnotation]: new Date().toISOString() });
      }
    },
  });
}
