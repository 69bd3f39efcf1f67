import { ServiceUnavailableError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Cluster } from '@interconnect/backstage-plugin-interconnect-node';
import type { Requester } from '../http/requester';
import { projectsOf } from './clusterProjects';

/**
 * The clusters that a person may know of: those for all projects, and those for a project that the
 * catalog shows them. Other projects of a cluster are not named. Services see everything.
 */
export async function visibleClusters(
  catalog: CatalogService,
  clusters: Cluster[],
  requester: Requester,
): Promise<Cluster[]> {
  const limited = [...new Set(clusters.flatMap(cluster => projectsOf(cluster) ?? []))];
  if (limited.length === 0 || requester.kind === 'service') {
    return clusters;
  }
  const { items } = await catalog
    .getEntitiesByRefs(
      { entityRefs: limited.map(name => `system:default/${name}`), fields: ['kind'] },
      { credentials: requester.credentials },
    )
    .catch(error => {
      throw new ServiceUnavailableError(
        'The catalog cannot be asked for the projects that clusters are limited to',
        error,
      );
    });
  const shown = new Set(limited.filter((_, index) => items[index] !== undefined));
  return clusters.flatMap(cluster => {
    if (!cluster.projects) {
      return [cluster];
    }
    const projects = projectsOf(cluster)?.filter(name => shown.has(name)) ?? [];
    return projects.length > 0 ? [{ ...cluster, projects }] : [];
  });
}
