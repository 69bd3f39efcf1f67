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

/** The same of what is applied, by the clusters that are configured now. */
export async function absentNow(
  services: Pick<Services, 'listClusters'>,
  applied: AppliedNetwork,
): Promise<string[]> {
  return absentClusters(standingOf(applied), await services.listClusters());
}
