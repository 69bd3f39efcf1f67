import type { Cluster } from '@interconnect/backstage-plugin-interconnect-node';
import { failure } from './client';

/** The clusters that a worker knows. */
export interface KnownClusters {
  clusters: readonly Cluster[];
  /** Where clusters come and go by themselves, and when that was read; absent: nowhere. */
  elsewhere?: string;
}

/**
 * What a step ends with that needs a cluster which is not known: for good when only the
 * configuration names clusters. One that a management cluster knows may be seen by the next
 * attempt, because the portal can have seen it some seconds before this worker.
 */
export function unknownCluster(name: string, { clusters, elsewhere }: KnownClusters) {
  const names = clusters.map(cluster => cluster.name).join(', ') || 'none';
  return elsewhere === undefined
    ? failure('invalidInput', `No cluster '${name}' is configured (configured: ${names})`)
    : failure('notFound', `No cluster '${name}' is known (known: ${names}). ${elsewhere}`);
}
