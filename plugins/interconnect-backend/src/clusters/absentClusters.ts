import { ServiceUnavailableError } from '@backstage/errors';
import type { AppliedNetwork } from '@interconnect/backstage-plugin-interconnect-common';
import type { Services } from '../Services';
import { type Standing, standingOf } from '../store/standing';

/** Clusters on which something stands and that are not configured any more. */
export function absentClusters(
  { clusters, hubs }: Pick<Standing, 'clusters' | 'hubs'>,
  configured: readonly { name: string }[],
): string[] {
  const names = new Set(configured.map(({ name }) => name));
  return [...new Set([...clusters, ...hubs])].filter(cluster => !names.has(cluster)).sort();
}

/**
 * The clusters, for pages that only show what is; undefined while a management cluster was never
 * read: then nobody knows which clusters are gone.
 */
export async function clustersIfKnown(services: Pick<Services, 'listClusters'>) {
  try {
    return await services.listClusters();
  } catch (error) {
    if (error instanceof ServiceUnavailableError) return undefined;
    throw error;
  }
}

/** The absent clusters of what is applied, by the clusters that are configured now. */
export async function absentNow(
  services: Pick<Services, 'listClusters'>,
  applied: AppliedNetwork,
): Promise<string[]> {
  return absentClusters(standingOf(applied), await services.listClusters());
}
