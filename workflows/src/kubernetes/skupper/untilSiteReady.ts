import { type NetworkRef } from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, failure, isTrue, nameOf, refOf } from '../client';
import { explainPendingAddress } from '../loadBalancer/pendingAddress';
import { StepContext } from '../StepContext';
import { describeConditions, Site } from './types';

/** Skupper's Service for a hub's router. */
export const routerService = (network: NetworkRef) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'skupper-router', namespace: network.namespace },
});

/**
 * Waits until a Site is Ready, a hub's with an address.
 *
 * @param first - done at each look; says what is to be waited for before the Site counts
 */
export async function untilSiteReady(
  step: StepContext,
  client: ClusterClient,
  network: NetworkRef,
  site: Site,
  first: () => Promise<string | undefined> = async () => undefined,
): Promise<Site> {
  const isHub = site.spec?.linkAccess !== undefined;
  const types = isHub ? ['Configured', 'Running', 'Resolved'] : ['Configured', 'Running'];
  const what = `${nameOf(site)} on ${client.cluster} to be Ready${isHub ? ' with an address' : ''}`;
  return step.until<Site>(what, async () => {
    const missing = await first();
    const now = await client.get<Site>(refOf(site));
    if (!now) throw failure('notFound', `${nameOf(site)} on ${client.cluster} has been removed`);
    const hasAddress = !isHub || (now.status?.endpoints ?? []).length > 0;
    if (isTrue(now, 'Ready') && hasAddress && !missing) return { done: now };
    const why =
      missing ??
      (isHub && !isTrue(now, 'Resolved')
        ? await explainPendingAddress(client, routerService(network))
        : '');
    const message = now.status?.status === 'Error' ? `Error: ${now.status.message}; ` : '';
    return { seen: `${message}${describeConditions(now, types)}${why && `; ${why}`}` };
  });
}
