import {
  canonicalJson,
  DesiredNetwork,
  Operation,
} from '@interconnect/backstage-plugin-interconnect-common';
import { PreconditionRequiredError } from '../errors';
import { isObservedDifferent } from '../status/networkStatus';
import type { StoredNetwork } from '../store/NetworkStore';

/**
 * What putting a document is for, unless that is for the planner to say: the same document again is
 * a repair while the last observation says that something is not as it was applied.
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

/**
 * Whether something is on clusters or shall be: it is not changed or deleted without `If-Match`.
 */
export function hasMembers(network: StoredNetwork): boolean {
  return network.desired.document.hub !== undefined || stands(network);
}

/** Throws PreconditionRequiredError (428): the request has to say what it is about. */
export function requireIfMatch(what: 'A change' | 'The deletion', network: StoredNetwork): never {
  const { name, generation } = network;
  throw new PreconditionRequiredError(
    `${what} of network "${name}", which has members, needs If-Match with the ETag of what was read: it is in ` +
      `generation ${generation} (If-Match: "${generation}")`,
  );
}

/** Whether two documents are the same, down to the bytes of their manifests. */
export function isSame(one: DesiredNetwork, other: DesiredNetwork): boolean {
  const contentOf = ({ document, manifests, selection }: DesiredNetwork) =>
    canonicalJson({
      document,
      manifests,
      ...(selection && { spokes: selection.spokes, clusters: selection.clusters }),
    });
  return contentOf(one) === contentOf(other);
}
