import { type NetworkRef } from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, isTrue } from '../client';
import { podTrouble } from '../cluster/podTrouble';
import type { Workload } from '../cluster/workloads';
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
  const isHub = isHubs(site);
  const addressOf = (now: Site) => now.status?.endpoints?.[0]?.host;
  return untilConditions<Site>(step, client, site, {
    types: ['Ready'],
    told: isHub ? ['Configured', 'Running', 'Resolved'] : ['Configured', 'Running'],
    what: `to be Ready${isHub ? ' with an address' : ''}`,
    async lacks(now) {
      const missing = await first();
      if (missing) return missing;
      const trouble = await siteTrouble(client, network, now);
      if (trouble || !isHub || !isTrue(now, 'Ready')) return trouble;
      return addressOf(now) ? undefined : 'it has no address yet';
    },
  });
}

const isHubs = ({ spec }: Site) => spec?.linkAccess !== undefined;

/**
 * Why a Site is not Ready: its router does not run, or has no address, in Kubernetes' words; empty
 * when neither can be seen.
 */
export async function siteTrouble(
  client: ClusterClient,
  network: NetworkRef,
  site: Site,
): Promise<string> {
  const router = isTrue(site, 'Running') ? '' : await routerTrouble(client, network);
  if (router || !isHubs(site) || isTrue(site, 'Resolved')) return router;
  return explainPendingAddress(client, routerService(network));
}

/** Why the router does not run, as Kubernetes says; empty while it merely starts. */
async function routerTrouble(client: ClusterClient, { namespace }: NetworkRef): Promise<string> {
  const kind = { apiVersion: 'apps/v1', kind: 'Deployment' };
  const deployments = await client.list<Workload>(kind, { namespace });
  const router = deployments.find(({ metadata }) => metadata.name === 'skupper-router');
  return router ? podTrouble(client, router) : '';
}
