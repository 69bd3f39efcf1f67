import { NetworkDocument, ResolvedDocument } from '../document/schema';
import { NetworkStatus } from '../network/types';
import { LeftBehind } from '../plan/types';
import { RolloutState } from '../rollout/states';
import { NetworkSelector } from '../tenancy/chooseSpokes';

/** The REST resource. @public */
export interface Network {
  project: string;
  name: string;
  generation: number;
  /** The document as it was put: the names of all members are in `status`. */
  spec: NetworkDocument;
  status: NetworkStatus;
  rollout?: { id: string; state: RolloutState };
  /** What is not asked for any more and stays on clusters that are not configured any more. */
  left?: LeftBehind[];
  /**
   * Spokes that were removed since the authority was last rotated: the hub still accepts their
   * certificates.
   */
  formerSpokes?: FormerSpoke[];
  /** The selectors of the document; absent: it has none. */
  selectors?: NetworkSelector[];
}

/** The document of a network with the names of all its spokes. @public */
export function resolvedSpec({ spec, status }: Pick<Network, 'spec' | 'status'>): ResolvedDocument {
  if (!spec.spokes?.some(({ selector }) => selector)) return spec as ResolvedDocument;
  const members = status.members.filter(({ role }) => role === 'spoke');
  return { ...spec, spokes: members.map(({ cluster }) => ({ cluster })) };
}

/** @public */
export interface FormerSpoke {
  cluster: string;
  removedAt: string;
}
