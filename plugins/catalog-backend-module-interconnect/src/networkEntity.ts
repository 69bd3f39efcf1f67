import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type ResourceEntity,
} from '@backstage/catalog-model';
import {
  clusterEntityName,
  membersOf,
  nameAnnotation,
  type Network,
  networkEntityName,
  networkEntityType,
  networkLabel,
  type NetworkPhase,
  phaseLabel,
  projectLabel,
  resolvedSpec,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Project } from './readProjects';

/** The lists of the catalog show tags, not labels. */
const problemTags: { [P in NetworkPhase]?: string[] } = {
  NeedsAttention: ['needs-attention'],
  Degraded: ['degraded'],
};

/**
 * A network as the catalog shows it. It depends on its member clusters. Components that are its
 * applications (same name, same System) depend on it. Relations lead only to what is known.
 *
 * @param options - `project`: absent when the catalog has no such System; `clusters`: names of the
 *   known clusters; `owner`: entity ref for networks without a known project; `portal`: address of
 *   the portal
 */
export function networkEntity(
  network: Network,
  options: { project?: Project; clusters: Set<string>; owner: string; portal?: string },
): ResourceEntity {
  const { project, clusters, portal } = options;
  const { spec, status, name } = network;
  const entityName = networkEntityName(network.project, name);
  const location = `interconnect:networks/${entityName}`;
  const members = membersOf(resolvedSpec(network)).filter(cluster => clusters.has(cluster));
  const applications = new Set((spec.applications ?? []).map(application => application.name));
  const components = (project?.components ?? []).filter(component =>
    applications.has(component.name),
  );
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: entityName,
      title: name,
      description: spec.description || summaryOf(network),
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [nameAnnotation]: name,
      },
      labels: {
        [projectLabel]: network.project,
        [networkLabel]: name,
        [phaseLabel]: status.phase,
      },
      ...(problemTags[status.phase] && { tags: problemTags[status.phase] }),
      ...(portal && {
        links: [
          {
            url: `${portal}/interconnect/networks/${encodeURIComponent(network.project)}/${encodeURIComponent(name)}`,
            title: 'Network',
          },
        ],
      }),
    },
    spec: {
      type: networkEntityType,
      owner: project?.owner ?? options.owner,
      ...(project && { system: project.ref }),
      dependsOn: members.map(cluster => `resource:default/${clusterEntityName(cluster)}`),
      dependencyOf: components.map(component => component.ref),
    },
  };
}

function summaryOf(network: Network): string {
  const { hub, spokes: { length: spokes } = [] } = resolvedSpec(network);
  return hub
    ? `Application network with hub ${hub.cluster} and ${spokes} ${spokes === 1 ? 'spoke' : 'spokes'}`
    : 'Application network without members';
}
