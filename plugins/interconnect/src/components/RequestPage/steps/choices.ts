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

/** The labels that the clusters have which a project may use as spokes, for a selector. */
export function labelOptions(
  clusters: ClusterInfo[] | undefined,
  limits: ProjectLimits | undefined,
): PickerOption[] {
  const usable = (clusters ?? []).filter(one => !limits || mayUseCluster(limits, one, 'spoke'));
  const labels = usable.flatMap(one => Object.entries(one.labels ?? {}));
  const options = labels.map(([key, value]) => ({
    id: labelId(key, value),
    label: `${key}: ${value}`,
  }));
  return [...new Map(options.map(option => [option.id, option])).values()].sort((a, b) =>
    a.label < b.label ? -1 : 1,
  );
}

/** A label as the id of an option; keys have no blanks. */
export function labelId(key: string, value: string): string {
  return `${key}: ${value}`;
}

/** The selector of options with these ids: of two values of a label the last one. */
export function selectorOf(ids: string[]): Record<string, string> {
  return Object.fromEntries(
    ids.map(id => {
      const at = id.indexOf(': ');
      return [id.slice(0, at), id.slice(at + 2)];
    }),
  );
}

/** The members of the network, the hub first, with what is known of them. */
export function useMemberOptions(): PickerOption[] {
  const t = useTexts();
  const { document, chosen, clusters } = useRequest();
  const { hub } = document;
  const { spokes } = chosen?.document ?? document;
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
