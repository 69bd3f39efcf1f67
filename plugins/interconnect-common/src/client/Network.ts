import { NetworkDocument } from '../document/schema';
import { NetworkStatus } from '../network/types';
import { LeftBehind } from '../plan/types';
import { RolloutState } from '../rollout/states';

/** The REST resource. @public */
export interface Network {
  project: string;
  name: string;
  generation: number;
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
}

/** @public */
export interface FormerSpoke {
  cluster: string;
  removedAt: string;
}
