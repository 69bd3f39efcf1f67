import {
  canonicalJson,
  DesiredNetwork,
  Operation,
} from '@interconnect/backstage-plugin-interconnect-common';
import { isObservedDifferent } from '../status/networkStatus';
import type { StoredNetwork } from '../store/NetworkStore';

/**
 * What putting a document is for, unless that is for the planner to say: the same document again is a repair while the last
 * observation says that something is not as it was applied.
 */
export function putOperation(
  current: StoredNetwork | undefined,
  desired: DesiredNetwork,
): Operation | undefined {
  return current &&
    stands(current) &&
    isSame(current.desired, desired) &&
    isObservedDifferent(current)
    ? 'repair'
    : undefined;
}

/** Whether anything of the network is applied, so that it can be repaired. */
export function stands({ applied }: StoredNetwork): boolean {
  return Object.keys(applied).length > 0;
}

/** Whether something is on clusters or shall be: it is not changed or deleted without `If-Match`. */
export function hasMembers(network: StoredNetwork): boolean {
  return network.desired.document.hub !== undefined || stands(network);
}

/** Whether two documents are the same, down to the bytes of their manifests. */
export function isSame(one: DesiredNetwork, other: DesiredNetwork): boolean {
  const contentOf = ({ document, manifests }: DesiredNetwork) =>
    canonicalJson({ document, manifests });
  return contentOf(one) === contentOf(other);
}
