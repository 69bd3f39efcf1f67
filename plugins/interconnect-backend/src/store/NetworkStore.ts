import type {
  AppliedNetwork,
  AuditEntry,
  DesiredNetwork,
  FormerSpoke,
  NetworkObservation,
  Operation,
  RolloutInput,
  RolloutState,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { RolloutFold } from '../projection/RolloutFold';

/** A network as the store has it. */
export interface StoredNetwork {
  project: string;
  name: string;
  /** Counts documents: the ETag. */
  generation: number;
  /** Counts writes of any kind. What was decided on an older revision is not written. */
  revision: number;
  desired: DesiredNetwork;
  applied: AppliedNetwork;
  observation?: NetworkObservation;
  /** What was last applied in full: where a rollback leads. */
  succeeded?: DesiredNetwork;
  /** Spokes that were removed since the authority was last rotated. */
  formerSpokes?: FormerSpoke[];
  /** The rollout that has not ended. */
  open?: {
    id: string;
    state: RolloutState;
    operation: Operation;
    requestedAt: string;
    confirmed: boolean;
  };
}

/** A rollout as the store has it. `desired`: absent for delete. */
export interface StoredRollout {
  id: string;
  project: string;
  network: string;
  workflowId: string;
  /** First run; absent when it is not known whether the workflow was started. */
  runId?: string;
  requestedAt: string;
  confirmed: boolean;
  planDigest: string;
  fold: RolloutFold;
}

/**
 * `changed`: somebody else was faster with this network, or with what is asked for (`listClaims`). Read again and decide
 * again, or name the rollout that runs.
 */
export type Outcome = 'done' | 'changed';

/** What a person did or was refused; the store gives it its place in the chain. */
export type NewAuditEntry = Omit<AuditEntry, 'sequence' | 'network' | 'previousHash' | 'hash'>;

/** A document that is put into the place of another one. */
export interface NewDocument {
  desired: DesiredNetwork;
  generation: number;
  /** Revision of the network that this was decided on; absent: there was no such network. */
  revision: number | undefined;
  /** Networks that the project may have, if this would be one more; absent: any. */
  maxNetworks?: number;
  audit: NewAuditEntry;
}

/** A rollout that is about to be handed to Temporal. */
export interface Reservation {
  input: RolloutInput;
  workflowId: string;
  requestedAt: string;
  /** Revision of the network that the plan was made from; absent: there was no such network. */
  revision: number | undefined;
  /** Networks that the project may have, if this would be one more; absent: any. */
  maxNetworks?: number;
}

/**
 * Documents, rollouts and the audit of networks. What the histories of rollouts tell is written by the projection
 * (`ProjectionStore`), everything that people ask for through this interface.
 *
 * A rollout is started in three steps, so that a crash between any two of them leaves nothing half-done:
 * `reserve` writes the row of the rollout (a unique index makes sure that it is the only open one of its network), the
 * workflow is started, `confirm` puts the document into place. When Temporal refuses, `release` takes the row back. When
 * the outcome is not known, the row stays until somebody has looked whether the execution belongs to this rollout.
 */
export interface NetworkStore {
  /** The network; undefined when there is none, or none any more. */
  getNetwork(project: string, name: string): Promise<StoredNetwork | undefined>;
  /** Networks of a project by name, those after `after`. */
  listNetworks(project: string, page: { limit: number; after?: string }): Promise<StoredNetwork[]>;
  /** Networks of all projects by project and name, those after `after`. */
  listAllNetworks(page: {
    limit: number;
    after?: { project: string; name: string };
  }): Promise<StoredNetwork[]>;
  /**
   * What all networks of all projects ask for and, while a rollout of one is open, what that one leads to or goes back to:
   * with these a new document must not clash.
   */
  listClaims(): Promise<DesiredNetwork[]>;
  /** The generation that a new document of the network gets; names are not re-used with an old generation. */
  nextGeneration(project: string, name: string): Promise<number>;

  /** Stores a document that needs no rollout. */
  saveDocument(document: NewDocument): Promise<Outcome>;
  /** Removes a network of which nothing is applied. */
  removeNetwork(options: {
    project: string;
    name: string;
    revision: number;
    audit: NewAuditEntry;
  }): Promise<Outcome>;

  /**
   * Replaces what was observed of a network, unless what the store has was observed later. False: it has not, or the network
   * is not what it was at this revision, or it came into being after the observation. The revision stays what it is.
   */
  saveObservation(options: {
    project: string;
    name: string;
    revision: number;
    observation: NetworkObservation;
  }): Promise<boolean>;

  /** Keeps the bytes of manifests by their digest. */
  saveManifests(manifests: Record<string, string>): Promise<void>;
  /** The bytes behind digests. Throws when one is missing. */
  getManifests(digests: string[]): Promise<Record<string, string>>;

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
  /** Newest first. */
  listRollouts(
    project: string,
    network: string,
    page: { limit: number; after?: { requestedAt: string; id: string } },
  ): Promise<StoredRollout[]>;

  /** Appends to the chain of the project, whether there is such a network or not. */
  appendAudit(project: string, network: string, entry: NewAuditEntry): Promise<void>;
  /** By sequence, those after `after`. */
  listAudit(
    project: string,
    network: string,
    page: { limit: number; after?: number },
  ): Promise<AuditEntry[]>;
}
