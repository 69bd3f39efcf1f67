import { Entity } from '@backstage/catalog-model';
import {
  ClusterInfo,
  ClusterRole,
  mayUseCluster,
  ProjectLimits,
} from '@interconnect/backstage-plugin-interconnect-common';
import { useMemo } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { PickerOption } from '../fields/pickers';
import { useRequest } from '../RequestContext';
import { JsonObject } from '../state/json';

/** The annotation of Backstage's Kubernetes plugin. */
const namespaceAnnotation = 'backstage.io/kubernetes-namespace';

/**
 * What the catalog knows of a Component, as an application of a network. Its namespace is the one
 * that it is annotated with for the Kubernetes plugin, else the name of the project: a proposal
 * that can be changed.
 */
export function applicationOf(component: Entity, project: string): JsonObject {
  const { name, annotations = {} } = component.metadata;
  const namespace = annotations[namespaceAnnotation] ?? project;
  return { name, ...(namespace && { namespace }), source: { kind: 'manifests' } };
}

/** An application of which nothing is known. */
export function applicationByHand(project: string): JsonObject {
  return { ...(project && { namespace: project }), source: { kind: 'manifests' } };
}

/** What is known of a cluster, in one line: its title and labels. */
export function clusterDetails({ title, labels = {} }: ClusterInfo): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}: ${value}`);
  return [...(title ? [title] : []), ...pairs].join(' · ');
}

/**
 * The clusters that a project may use in this role and that are not taken, with what is known of
 * them.
 */
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

/** The members of the network, the hub first, with what is known of them. */
export function useMemberOptions(): PickerOption[] {
  const t = useTexts();
  const { document, clusters } = useRequest();
  const { hub, spokes } = document;
  return useMemo(() => {
    const known = new Map(clusters.value?.map(cluster => [cluster.name, clusterDetails(cluster)]));
    const roles = new Map<string, string>();
    for (const { cluster } of spokes ?? []) if (cluster) roles.set(cluster, t('role.spoke'));
    const members = hub?.cluster ? [hub.cluster, ...roles.keys()] : [...roles.keys()];
    if (hub?.cluster) roles.set(hub.cluster, t('role.hub'));
    return [...new Set(members)].map(name => ({
      id: name,
      label: name,
      description: [roles.get(name), known.get(name)].filter(Boolean).join(' · '),
    }));
  }, [t, hub?.cluster, spokes, clusters.value]);
}
