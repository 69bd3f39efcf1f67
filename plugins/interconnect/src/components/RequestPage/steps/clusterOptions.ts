import {
  ClusterInfo,
  ClusterRole,
  mayUseCluster,
  ProjectLimits,
} from '@interconnect/backstage-plugin-interconnect-common';
import { PickerOption } from '../fields/Picker';

/** What is known of a cluster, in one line: its title and labels. */
export function clusterDetails({ title, labels = {} }: ClusterInfo): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}: ${value}`);
  return [...(title ? [title] : []), ...pairs].join(' · ');
}

/** The clusters that a project may use in this role and that are not taken, with what is known of them. */
export function clusterOptions(
  clusters: ClusterInfo[] | undefined,
  limits: ProjectLimits | undefined,
  role: ClusterRole,
  taken: (string | undefined)[],
): PickerOption[] {
  return (clusters ?? [])
    .filter(
      cluster => (!limits || mayUseCluster(limits, cluster, role)) && !taken.includes(cluster.name),
    )
    .map(cluster => {
      const description = clusterDetails(cluster);
      return { id: cluster.name, label: cluster.name, ...(description && { description }) };
    });
}
