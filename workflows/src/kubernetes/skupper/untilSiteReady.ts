import { type NetworkRef } from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, isTrue } from '../client';
import { explainPendingAddress } from '../loadBalancer/pendingAddress';
import { StepContext } from '../StepContext';
import { untilConditions } from '../untilConditions';
import { Site } from './types';

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
  const addressOf = (now: Site) => now.status?.endpoints?.[0]?.host;
  return untilConditions<Site>(step, client, site, {
    types: ['Ready'],
    told: isHub ? ['Configured', 'Running', 'Resolved'] : ['Configured', 'Running'],
    what: `to be Ready${isHub ? ' with an address' : ''}`,
    async lacks(now) {
      const missing = await first();
      if (missing || !isHub || (isTrue(now, 'Ready') && addressOf(now))) return missing;
      const why = isTrue(now, 'Resolved')
        ? ''
        : await explainPendingAddress(client, routerService(network));
      return why || (isTrue(now, 'Ready') ? 'it has no address yet' : undefined);
    },
  });
}
