import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  KubernetesValidatorFunctions,
  type ResourceEntity,
} from '@backstage/catalog-model';
import {
  clusterEntityName,
  clusterEntityType,
  type ClusterInfo,
  nameAnnotation,
  projectsAnnotation,
} from '@interconnect/backstage-plugin-interconnect-common';

/**
 * A cluster as the catalog shows it. It does not say how to reach the cluster. Labels that the
 * catalog would refuse are left out.
 *
 * @param options - `owner`: entity ref, which every Resource needs; `portal`: address of the portal
 */
export function clusterEntity(
  cluster: ClusterInfo,
  options: { owner: string; portal?: string },
): ResourceEntity {
  const { name, title, labels, projects, source, unusable } = cluster;
  const entityName = clusterEntityName(name);
  const shown = title ?? (entityName === name ? undefined : name);
  const validLabels = Object.fromEntries(
    Object.entries(labels ?? {}).filter(
      ([key, value]) =>
        KubernetesValidatorFunctions.isValidLabelKey(key) &&
        KubernetesValidatorFunctions.isValidLabelValue(value),
    ),
  );
  const location = `interconnect:clusters/${entityName}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: entityName,
      ...(shown !== undefined && { title: shown }),
      description: [
        projects
          ? `Kubernetes cluster for ${projects.join(', ') || 'no project'}`
          : 'Kubernetes cluster for all projects',
        ...(source === undefined ? [] : [`known from ${source}`]),
        ...(unusable === undefined ? [] : [`not usable: ${unusable}`]),
      ].join('; '),
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [nameAnnotation]: name,
        ...(projects && { [projectsAnnotation]: projects.join(',') }),
      },
      ...(Object.keys(validLabels).length > 0 && { labels: validLabels }),
      ...(options.portal && {
        links: [{ url: `${options.portal}/interconnect/clusters`, title: 'Clusters' }],
      }),
    },
    spec: { type: clusterEntityType, owner: options.owner },
  };
}
