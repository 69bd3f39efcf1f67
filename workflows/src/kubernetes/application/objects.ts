import {
  type DeployApplicationInput,
  DocumentError,
  labelsOf,
  parseManifests,
} from '@interconnect/backstage-plugin-interconnect-common';
import { failure, KubernetesObject } from '../client';
import { inOrder } from '../cluster/order';

/** Which step an application's objects belong to. */
export const stepOf = ({ application }: Pick<DeployApplicationInput, 'application'>) => ({
  kind: 'deployApplication' as const,
  application,
});

/**
 * The objects of an application's manifest, with our labels, in the order in which they are
 * applied.
 */
export function manifestObjects(
  input: DeployApplicationInput,
  manifest: string,
): KubernetesObject[] {
  const { application, namespace, network } = input;
  const labels = labelsOf(network, stepOf(input));
  try {
    const objects = parseManifests(manifest, { application, namespace });
    return inOrder(objects).map(object => ({
      ...object,
      metadata: { ...object.metadata, labels: { ...object.metadata.labels, ...labels } },
    }));
  } catch (error) {
    if (error instanceof DocumentError) throw failure('invalidInput', error.message);
    throw error;
  }
}
