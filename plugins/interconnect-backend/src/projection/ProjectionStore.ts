import type {
  AppliedNetwork,
  AuditEntry,
  DesiredNetwork,
  FormerSpoke,
  NetworkObservation,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Position, RolloutFold } from './RolloutFold';
import type { RolloutHead } from './RolloutHead';

/** What reading the history of a rollout starts from. */
export type FollowedRollout = Pick<
  RolloutHead,
  'id' | 'workflowId' | 'runId' | 'requestedAt' | 'approvalGiven'
>;

/**
 * An audit entry before it has its place in the chain of its project. `source` is what makes it
 * unique: the event that it was made from, and its index among the entries of that event.
 */
export interface ProjectedAuditEntry extends Omit<
  AuditEntry,
  'sequence' | 'network' | 'previousHash' | 'hash'
> {
  rolloutId: string;
  source: { runId: string; eventId: number; index: number };
}

/**
 * What a rollout's history does to its network; written in the transaction of the `save` that it
 * comes with.
 */
export interface NetworkEffects {
  /** What is applied by now; replaces what the store has. */
  applied: AppliedNetwork;
  /**
   * Spokes that were removed, which are remembered until the authority is rotated. `isRotated`: it
   * is, so all that were removed before are forgotten. Absent: nothing of that.
   */
  spokes?: { removed: FormerSpoke[]; isRotated: boolean };
  /**
   * The last `verify`; replaces what the store has, unless that was observed later. Absent: what
   * the store has stays.
   */
  observation?: NetworkObservation;
  /**
   * Only when the rollout ends, absent: the document stays. `previous`: the network goes back to
   * this document (and its manifests), as a new generation. `replaced`: nothing of the request was
   * done because nobody approved it; the network goes back to the document that the request took
   * the place of, as a new generation, or ceases to exist if there was none. `gone`: the network
   * ceases to exist (deleted, or its creation was rolled back); its audit and its rollouts stay.
   */
  document?: { to: 'previous'; desired: DesiredNetwork } | { to: 'replaced' } | { to: 'gone' };
}

export interface ProjectionSave {
  rolloutId: string;
  /** The position from which `fold` was made: that of the fold which `load` returned. */
  expected: Position;
  /** Replaces the stored one. The rollout has ended when `fold.endedAt` is set. */
  fold: RolloutFold;
  /**
   * In order. Appended to the chain of network `fold.project`/`fold.network` with `chain()` of
   * `../audit/chain`.
   */
  audit: ProjectedAuditEntry[];
  network: NetworkEffects;
}

/**
 * Where the projection keeps what it folds. All writing is done by `save`, in one transaction,
 * compare-and-set on the position: of several replicas that fold the same events one wins, the
 * others load what it wrote and go on from there.
 */
export interface ProjectionStore {
  /** Rollouts that were handed to Temporal and have no terminal state. */
  listOpen(): Promise<FollowedRollout[]>;

  /**
   * A rollout with its fold; undefined when there is no such rollout. The row is made, before the
   * workflow is started, with `initialFold(input, requestedAt)`, so that its steps can be shown
   * before the first event has been read.
   */
  load(rolloutId: string): Promise<{ rollout: FollowedRollout; fold: RolloutFold } | undefined>;

  /**
   * Atomically: replaces the fold if the stored position is still `expected` (else nothing is
   * written and the answer is false), appends the audit entries (sequence per network; a unique
   * index on rolloutId, runId, eventId, index guards the log as well), and applies the effects to
   * the network.
   */
  save(save: ProjectionSave): Promise<boolean>;
}
