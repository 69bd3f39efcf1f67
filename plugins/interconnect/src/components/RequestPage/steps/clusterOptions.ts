import { ClusterInfo } from '@interconnect/backstage-plugin-interconnect-common';
import { PickerOption } from '../fields/Picker';
import { isFor } from '../state/checkRequest';

/** What is known of a cluster, in one line: its title and labels. */
export function clusterDetails({ title, labels = {} }: ClusterInfo): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}: ${value}`);
  return [...(title ? [title] : []), ...pairs].join(' · ');
}

/** The clusters that a project may use and that are not taken, with what is known of them. */
export function clusterOptions(
  clusters: ClusterInfo[] | undefined,
  project: string,
  taken: (string | undefined)[],
): PickerOption[] {
  return (clusters ?? [])
    .filter(cluster => (!project || isFor(project, cluster)) && !taken.includes(cluster.name))
    .map(cluster => {
      const description = clusterDetails(cluster);
      return { id: cluster.name, label: cluster.name, ...(description && { description }) };
    });
}
