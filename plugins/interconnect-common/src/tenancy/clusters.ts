import { ClusterInfo } from '../cluster/types';
import { FieldError } from '../document/errors';
import { ResolvedDocument } from '../document/schema';
import { someOf } from '../text/plainText';
import { matchesPattern } from './pattern';
import { refusedBy } from './refusals';
import { ClusterSelector, ProjectLimits } from './types';

/** What a cluster can be in a network. @public */
export type ClusterRole = 'hub' | 'spoke';

const limitOf = { hub: 'hubs', spoke: 'spokes' } as const;

/**
 * Whether a project's networks can and may have the cluster as their hub, or as a spoke. @public
 */
export function mayUseCluster(
  limits: ProjectLimits,
  cluster: ClusterInfo,
  role: ClusterRole,
): boolean {
  return (
    cluster.unusable === undefined &&
    isFor(cluster, limits.project) &&
    limits.limits[limitOf[role]].some(selector => isSelected(selector, cluster))
  );
}

/** Members that are unknown, or that the project may not use. */
export function clusterErrors(
  limits: ProjectLimits,
  { hub, spokes = [] }: ResolvedDocument,
  clusters: readonly ClusterInfo[],
): FieldError[] {
  const byName = new Map(clusters.map(cluster => [cluster.name, cluster]));
  const accepted = { hub: acceptedAs('hub'), spoke: acceptedAs('spoke') };
  function acceptedAs(role: ClusterRole): string {
    const usable = clusters.filter(cluster => mayUseCluster(limits, cluster, role));
    return usable.length > 0 ? `one of ${someOf(usable.map(({ name }) => name))}` : 'none';
  }
  function errorsOf(field: string, name: string, role: ClusterRole): FieldError[] {
    const cluster = byName.get(name);
    const error = (message: string) => ({ field, message, accepted: accepted[role] });
    if (!cluster) {
      return [error(`cluster '${name}' is unknown`)];
    }
    if (!isFor(cluster, limits.project)) {
      return [
        error(
          `cluster '${name}' is not for project '${limits.project}' (by the rule interconnect.clusters[].projects, ` +
            `which ${limits.contact} can change)`,
        ),
      ];
    }
    if (cluster.unusable !== undefined) {
      return [error(`cluster '${name}' is not usable: ${cluster.unusable}`)];
    }
    return mayUseCluster(limits, cluster, role)
      ? []
      : [
          refusedBy(
            limits,
            limitOf[role],
            error(
              `cluster '${name}' may not be a ${role} of networks of project '${limits.project}'`,
            ),
          ),
        ];
  }
  return [
    ...(hub ? errorsOf('hub.cluster', hub.cluster, 'hub') : []),
    ...spokes.flatMap(({ cluster }, index) =>
      errorsOf(`spokes[${index}].cluster`, cluster, 'spoke'),
    ),
  ];
}

/** What the entry of the cluster says. Names of projects are compared without regard to case. */
function isFor({ projects }: ClusterInfo, project: string): boolean {
  return projects?.some(name => name.toLowerCase() === project.toLowerCase()) ?? true;
}

function isSelected({ name, labels = {} }: ClusterSelector, cluster: ClusterInfo): boolean {
  return (
    (name === undefined || matchesPattern(name, cluster.name)) &&
    Object.entries(labels).every(([label, pattern]) => {
      const value = cluster.labels?.[label];
      return value !== undefined && matchesPattern(pattern, value);
    })
  );
}
