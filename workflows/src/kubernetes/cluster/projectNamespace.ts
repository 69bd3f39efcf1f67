import {
  aliasNamespace,
  labelsOf,
  managedBy,
  managedByLabel,
  type NetworkRef,
  projectLabel,
  type StepKind,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, failure, KubernetesObject } from '../client';
import { sharedLabel } from './labels';
import type { SharedNamespace } from './sharedNamespace';

/**
 * Whose a namespace is. It is a project's when the worker made it for applications of that project,
 * or when whoever runs the cluster labelled it so; the worker labels none that it did not make.
 *
 * @returns the project; undefined when it is nobody's, or serves Interconnect itself
 */
export function projectOf({ metadata }: Pick<KubernetesObject, 'metadata'>): string | undefined {
  const { name, labels = {} } = metadata;
  const isInterconnects = labels[managedByLabel] === managedBy && !labels[sharedLabel];
  return name === aliasNamespace || isInterconnects ? undefined : labels[projectLabel];
}

/** @throws failure `NameTaken` that says how whoever runs the cluster gives it to the project */
export function requireProject(
  namespace: Pick<KubernetesObject, 'metadata'>,
  project: string,
  cluster: string,
): void {
  const owner = projectOf(namespace);
  if (owner === project) return;
  const { name, labels = {} } = namespace.metadata;
  const where = `Namespace ${name} on ${cluster}`;
  if (name === aliasNamespace || labels[managedByLabel] === managedBy) {
    const whose = owner === undefined ? 'serves Interconnect itself' : 'belongs to another project';
    throw failure('nameTaken', `${where} ${whose}`);
  }
  const command = `kubectl --context ${cluster} label namespace ${name} ${projectLabel}=${project}`;
  throw failure(
    'nameTaken',
    owner === undefined
      ? `${where} was not made for the project ${project}. Whoever runs the cluster can give it to the project: ${command}`
      : `${where} belongs to another project. Whoever runs the cluster can give it to this one: ${command} --overwrite`,
  );
}

/** The namespace in which applications of a project live, made for it where it is missing. */
export function namespaceOfProject(
  name: string,
  network: NetworkRef,
  step: { kind: StepKind; application?: string },
  cluster: string,
): SharedNamespace {
  return {
    name,
    labels: labelsOf(network, step),
    requireUsable: existing => requireProject(existing, network.project, cluster),
  };
}

export function readNamespace(client: ClusterClient, name: string) {
  return client.get({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
}
