import { FieldError } from '../document/errors';
import { DesiredNetwork } from '../document/DesiredNetwork';

type Placed = Pick<DesiredNetwork, 'project' | 'document'>;

/**
 * Applications in a namespace that a network of another project uses on the same cluster.
 *
 * @param holder - the other network as it may be called
 */
export function foreignNamespaceErrors(
  desired: Placed,
  other: Placed,
  holder: string,
): FieldError[] {
  if (desired.project === other.project) {
    return [];
  }
  const taken = new Set(placesOf(other).map(({ place }) => place));
  return placesOf(desired)
    .filter(({ place }) => taken.has(place))
    .map(({ index, namespace, cluster }) => ({
      field: `applications[${index}].namespace`,
      message: `'${namespace}' is used by ${holder}, of another project, on cluster '${cluster}'`,
      accepted: 'a namespace that no other project uses there',
    }));
}

function placesOf({ document }: Placed) {
  return (document.applications ?? []).flatMap(({ namespace, clusters }, index) =>
    clusters.map(cluster => ({
      index,
      namespace,
      cluster,
      place: JSON.stringify([cluster, namespace]),
    })),
  );
}
