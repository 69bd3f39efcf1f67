import { AuditEntry, AuditVerification } from '../audit/types';
import { ClusterInfo } from '../cluster/types';
import { NetworkDocument } from '../document/schema';
import { Network } from './Network';
import { PlanPreview } from '../plan/types';
import { RolloutCommandName } from '../rollout/commands';
import { Review, Rollout, RolloutSummary } from '../rollout/types';
import { ProjectLimits } from '../tenancy/types';

/** A network, named within its project. @public */
export interface NetworkName {
  project: string;
  network: string;
}

/** Which part of a list. @public */
export interface PageOptions {
  /** Items at most; the backend has a bound of its own. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

/** A part of a list. @public */
export interface Page<T> {
  items: T[];
  /** Absent on the last page. */
  nextCursor?: string;
}

/** The REST resource of a network with its entity tag, which a change has to name. @public */
export interface TaggedNetwork {
  network: Network;
  etag: string;
}

/** What may go with any request. @public */
export interface RequestOptions {
  /** For callers outside a browser session: a token of their own. */
  token?: string;
  signal?: AbortSignal;
}

/** What goes with a command to a rollout. @public */
export interface CommandDetails {
  /** Required for `reject`. */
  reason?: string;
  /** For `retry` and `skip`; all failed ones if absent. */
  steps?: string[];
  /** Of the plan that was looked at; required for `approve`. */
  planDigest?: string;
}

/** What a change may depend on. @public */
export interface ChangeOptions extends RequestOptions {
  /** Entity tag of what was read before; refused when there is another one by now (412). */
  ifMatch?: string;
  /** Digest of the plan that was shown; refused when another one would be carried out (412). */
  planDigest?: string;
}

/**
 * The REST API of the backend. Every method throws a ResponseError (`@backstage/errors`) when the backend refuses; its
 * `body.error` has the name, the message and, for a document that is wrong, `fields` (`FieldError[]`).
 *
 * @public
 */
export interface InterconnectApi {
  /** The networks of all projects that the caller may see, by project and name. */
  listAllNetworks(page?: PageOptions, options?: RequestOptions): Promise<Page<Network>>;
  listNetworks(
    project: string,
    page?: PageOptions,
    options?: RequestOptions,
  ): Promise<Page<Network>>;
  getNetwork(name: NetworkName, options?: RequestOptions): Promise<TaggedNetwork>;
  /**
   * Puts the document in the place of the network's. Without `ifMatch` a change of a network with
   * members is refused (428).
   */
  putNetwork(
    name: NetworkName,
    document: NetworkDocument,
    options?: ChangeOptions,
  ): Promise<TaggedNetwork>;
  /**
   * Starts a rollout that applies again everything that the network asks for; resolves to the network with that rollout.
   * Refused when nothing of the network is applied (409).
   */
  repairNetwork(name: NetworkName, options?: ChangeOptions): Promise<TaggedNetwork>;
  /**
   * Starts a rollout that replaces the authority of the hub and every certificate of it; resolves to the network with that
   * rollout. Refused when nothing of the network is applied (409).
   */
  rotateNetwork(name: NetworkName, options?: ChangeOptions): Promise<TaggedNetwork>;
  /**
   * Resolves to the network that is being deleted; undefined when it is gone at once. Without `ifMatch` a network with
   * members is not deleted (428).
   */
  deleteNetwork(name: NetworkName, options?: ChangeOptions): Promise<Network | undefined>;
  /** What a `putNetwork` of the document would do. Changes nothing. */
  planNetwork(
    name: NetworkName,
    document: NetworkDocument,
    options?: RequestOptions,
  ): Promise<PlanPreview>;
  /** The manifests that a `putNetwork` of the document would apply, beside those that run. Changes nothing. */
  reviewNetwork(
    name: NetworkName,
    document: NetworkDocument,
    options?: RequestOptions,
  ): Promise<Review>;
  /** What a `repairNetwork` would do. Changes nothing. */
  planRepair(name: NetworkName, options?: RequestOptions): Promise<PlanPreview>;
  /** What a `rotateNetwork` would do. Changes nothing. */
  planRotation(name: NetworkName, options?: RequestOptions): Promise<PlanPreview>;
  /** What a `deleteNetwork` would do. Changes nothing. */
  planDeletion(name: NetworkName, options?: RequestOptions): Promise<PlanPreview>;
  listRollouts(
    name: NetworkName,
    page?: PageOptions,
    options?: RequestOptions,
  ): Promise<Page<RolloutSummary>>;
  getRollout(name: NetworkName, rollout: string, options?: RequestOptions): Promise<Rollout>;
  /** The manifests that a rollout applies, beside those that ran before; for owners of the network and for approvers. */
  reviewRollout(name: NetworkName, rollout: string, options?: RequestOptions): Promise<Review>;
  /** Approves, rejects, cancels, retries, skips, pauses, resumes or rolls back; resolves when the rollout has accepted it. */
  commandRollout(
    name: NetworkName,
    rollout: string,
    command: RolloutCommandName,
    details?: CommandDetails,
    options?: RequestOptions,
  ): Promise<Rollout>;
  listAudit(
    name: NetworkName,
    page?: PageOptions,
    options?: RequestOptions,
  ): Promise<Page<AuditEntry>>;
  /** Checks the audit log of a project. */
  verifyAudit(project: string, options?: RequestOptions): Promise<AuditVerification>;
  /** The clusters that the caller may see; with `project` those that its networks may span. */
  listClusters(options?: RequestOptions & { project?: string }): Promise<ClusterInfo[]>;
  /** What the project may do. */
  getLimits(project: string, options?: RequestOptions): Promise<ProjectLimits>;
}
