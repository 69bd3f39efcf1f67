import type { Services } from '../Services';

/**
 * The same services, which read the clusters once: for everything that is decided about one
 * request, so that all of it is about the same clusters.
 */
export function withClustersOnce(services: Services): Services {
  let read: ReturnType<Services['listClusters']> | undefined;
  return { ...services, listClusters: () => (read ??= services.listClusters()) };
}
