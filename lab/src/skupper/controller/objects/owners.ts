import { KubeObject, OwnerReference } from '../../../kube/types';

/** Annotation of objects that the controller made and may change. */
export const CONTROLLED = 'internal.skupper.io/controlled';

/** The owner references of what belongs to an object. */
export function ownedBy(owner: KubeObject): OwnerReference[] {
  return [
    {
      apiVersion: owner.apiVersion,
      kind: owner.kind,
      name: owner.metadata.name,
      uid: owner.metadata.uid ?? '',
    },
  ];
}
