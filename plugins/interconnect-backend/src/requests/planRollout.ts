import {
  AppliedNetwork,
  DesiredNetwork,
  Operation,
  Plan,
  plan,
  planDigest,
} from '@interconnect/backstage-plugin-interconnect-common';
import { absentNow } from '../clusters/absentClusters';
import { clusterDomainsOf } from '../clusters/clusterDomains';
import type { Services } from '../Services';

/** What a rollout would do that was asked for now. */
export interface PlannedRollout {
  plan: Plan;
  /** Of the plan. */
  digest: string;
  /** Clusters of the network that are not configured any more: the plan leaves them out. */
  absent: string[];
}

/**
 * The plan from what is applied to what is asked for (`undefined`: nothing), on the clusters that
 * are configured now.
 */
export async function planRollout(
  services: Pick<Services, 'listClusters'>,
  request: {
    applied: AppliedNetwork | undefined;
    desired: DesiredNetwork | undefined;
    operation?: Operation;
  },
): Promise<PlannedRollout> {
  const { applied = {}, desired, operation } = request;
  const absent = await absentNow(services, applied);
  const clusterDomains =
    desired && clusterDomainsOf(desired.document, await services.listClusters());
  const planned = plan(applied, desired, { operation, absent, clusterDomains });
  return { plan: planned, digest: planDigest(planned), absent };
}
