import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '../state/json';

/** The annotation of Backstage's Kubernetes plugin. */
const namespaceAnnotation = 'backstage.io/kubernetes-namespace';

/**
 * What the catalog knows of a Component, as an application of a network. Its namespace is the one that it is annotated
 * with for the Kubernetes plugin, else the name of the project: a proposal that can be changed.
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
