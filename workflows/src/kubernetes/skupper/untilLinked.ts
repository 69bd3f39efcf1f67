import type { NetworkRef } from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, conditionOf, failure, isTrue, nameOf, refOf } from '../client';
import { touchedAnnotation } from '../cluster/labels';
import { StepContext } from '../StepContext';
import { siteRef } from './hub';
import { describeConditions, Link, Site } from './types';

/** A controller that has not looked at a new Link after this many looks is woken up (again). */
const touchEvery = 2;

/**
 * Waits until a Link carries traffic.
 *
 * Skupper 2.2's controller does not act on a new Link before it sees a second event of it, which may be its own resync half a
 * minute later. A change of an annotation is such an event, unless it comes so early that both are taken for one; therefore
 * it is repeated until the controller reports its first condition.
 */
export async function untilLinked(
  step: StepContext,
  client: ClusterClient,
  network: NetworkRef,
  link: Link,
): Promise<void> {
  let looks = 0;
  await step.until(`${nameOf(link)} on ${client.cluster} to be Operational`, async () => {
    // A Link of a Site that is gone keeps its last status: alone it says nothing.
    const site = await client.get<Site>(siteRef(network, client.cluster));
    if (!site || !isTrue(site, 'Ready')) return { seen: 'the spoke has no Site that is Ready' };
    const now = await client.get<Link>(refOf(link));
    if (!now) throw failure('notFound', `${nameOf(link)} on ${client.cluster} has been removed`);
    if (isTrue(now, 'Operational')) return { done: undefined };
    looks += 1;
    if (!conditionOf(now, 'Configured') && looks % touchEvery === 0) {
      await client.annotate(now, { [touchedAnnotation]: new Date().toISOString() });
    }
    const hosts = now.spec?.endpoints.map(({ host, port }) => `${host}:${port}`).join(', ');
    return { seen: `${describeConditions(now, ['Configured', 'Operational'])}; it dials ${hosts}` };
  });
}
