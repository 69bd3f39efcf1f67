import { FieldError } from '../document/errors';
import { DesiredNetwork } from '../plan/types';

/**
 * Applications in a namespace that a network of another project uses on the same cluster. Whose it is, is not told.
 *
 * @param others - networks of all projects
 * @public
 */
export function foreignNamespaceErrors(
  desired: Pick<DesiredNetwork, 'project' | 'document'>,
  others: readonly Pick<DesiredNetwork, 'project' | 'document'>[],
): FieldError[] {
  const taken = new Set(
    others
      .filter(({ project }) => project !== desired.project)
      .flatMap(({ document }) => placesOf(document).map(({ place }) => place)),
  );
  return placesOf(desired.document)
    .filter(({ place }) => taken.has(place))
    .map(({ index, namespace, cluster }) => ({
      field: `applications[${index}].namespace`,
      message: `'${namespace}' belongs to another project on cluster '${cluster}'`,
      accepted: 'a namespace that no other project uses there',
    }));
}

function placesOf({ applications = [] }: DesiredNetwork['document']) {
  return applications.flatMap(({ namespace, clusters }, index) =>
    clusters.map(cluster => ({
      index,
      namespace,
      cluster,
      place: JSON.stringify([cluster, namespace]),
    })),
  );
}
