import {
  labelPrefix,
  managedBy,
  managedByLabel,
  networkLabel,
  type NetworkRef,
  projectLabel,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Ownership } from '../client';

/** What an object must be labelled with to belong to a network. */
export function networkOwnership({ project, name }: NetworkRef): Ownership {
  return { [managedByLabel]: managedBy, [projectLabel]: project, [networkLabel]: name };
}

/**
 * On namespaces that several networks may use: those of applications and that of the seed's
 * addresses.
 */
export const sharedLabel = `${labelPrefix}shared`;

/** On everything that we installed for all networks of a cluster; the value says what. */
export const installedLabel = `${labelPrefix}installed`;

/**
 * On the ConfigMap by which a network says that it uses such an installation; the value says which.
 */
export const usesLabel = `${labelPrefix}uses`;

/**
 * On the Service of a hub's router, set in the same write as its allowed sources. A pool of ours
 * serves no Service without it, so that there is no address before there are allowed sources.
 */
export const sourcesLabel = `${labelPrefix}allowed-sources`;
export const sourcesApplied = 'applied';

/** Annotation with the time since when somebody is about to remove the object. */
export const removingAnnotation = `${labelPrefix}removing`;

/** Annotation by which an object is touched so that its controller looks at it again. */
export const touchedAnnotation = `${labelPrefix}touched`;
