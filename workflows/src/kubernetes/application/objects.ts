import {
  type DeployApplicationInput,
  DocumentError,
  labelsOf,
  parseManifests,
  stepLabel,
} from '@interconnect/backstage-plugin-interconnect-common';
import { failure, KubernetesObject, Ownership } from '../client';
import { networkOwnership } from '../cluster/labels';
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

/** Objects of another application of the same network are somebody else's too. */
export function applicationOwnership(input: DeployApplicationInput): Ownership {
  const labels = labelsOf(input.network, stepOf(input));
  return { ...networkOwnership(input.network), [stepLabel]: labels[stepLabel] };
}
