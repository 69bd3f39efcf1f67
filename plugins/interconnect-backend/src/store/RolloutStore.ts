import type { RolloutInput } from '@interconnect/backstage-plugin-interconnect-common';
import type { ProjectionStore } from '../projection/ProjectionStore';
import type { RolloutFold } from '../projection/RolloutFold';
import type { RolloutHead } from '../projection/RolloutHead';
import type { Outcome } from './NetworkStore';

/** A rollout with all that its history has told. */
export interface StoredRollout extends RolloutHead {
  fold: RolloutFold;
}

/** A rollout that is about to be handed to Temporal. */
export interface Reservation {
  input: RolloutInput;
  /** As it is shown until the first event of its history has been read. */
  fold: RolloutFold;
  workflowId: string;
  requestedAt: string;
  /** Revision of the network that the plan was made from; absent: there was no such network. */
  revision: number | undefined;
  /** Networks that the project may have, if this would be one more; absent: any. */
  maxNetworks?: number;
}

/**
 * Rollouts of networks. What their histories tell is written by the projection (`ProjectionStore`),
 * everything that people ask for by the other methods.
 *
 * A rollout is started in three steps, so that a crash between any two of them leaves nothing
 * half-done: `reserve` writes the row of the rollout (a unique index makes sure that it is the only
 * open one of its network), the workflow is started, `confirm` puts the document into place. When
 * Temporal refuses, `release` takes the row back. When the outcome is not known, the row stays
 * until somebody has looked whether the execution belongs to this rollout.
 */
export interface RolloutStore extends ProjectionStore {
  reserve(reservation: Reservation): Promise<Outcome>;
  /** Idempotent; also after the projection has already seen the rollout run. */
  confirm(rolloutId: string, runId: string): Promise<void>;
  /** An approval is about to be handed to Temporal. */
  noteApproval(rolloutId: string): Promise<void>;
  /** Takes a reservation back; does nothing when it was confirmed. */
  release(rolloutId: string): Promise<void>;

  getRollout(
    project: string,
    network: string,
    rolloutId: string,
  ): Promise<StoredRollout | undefined>;
  /** The rollout of a network that has not ended; undefined: there is none. */
  findOpen(project: string, network: string): Promise<RolloutHead | undefined>;
  /** Newest first. */
  listRollouts(
    project: string,
    network: string,
    page: { limit: number; after?: { requestedAt: string; id: string } },
  ): Promise<RolloutHead[]>;
}
