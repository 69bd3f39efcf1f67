import { AuditEntry, AuditVerification } from '../audit/types';
import { ClusterInfo } from '../cluster/types';
import { NetworkDocument } from '../document/schema';
import { Network } from './Network';
import { PlanPreview } from '../plan/types';
import { RollbackPlan } from '../rollout/rollbackPlan';
import { Review, Rollout, RolloutSummary } from '../rollout/types';
import { ProjectLimits } from '../tenancy/types';

/** What the REST API answers, by the name that it has in the OpenAPI document too. @public */
export interface Resources {
  AuditEntry: AuditEntry;
  AuditVerification: AuditVerification;
  ClusterInfo: ClusterInfo;
  Network: Network;
  Payloads: Payloads;
  PlanPreview: PlanPreview;
  ProjectLimits: ProjectLimits;
  Review: Review;
  RollbackPlan: RollbackPlan;
  Rollout: Rollout;
  RolloutSummary: RolloutSummary;
}

/**
 * What the REST API takes as a body, by the name that it has in the OpenAPI document too. @public
 */
export interface Bodies {
  CommandBody: CommandBody;
  NetworkDocument: NetworkDocument;
  Payloads: Payloads;
}

/** What goes with a command to a rollout. @public */
export interface CommandBody {
  /** Required for `reject`. */
  reason?: string;
  /** For `retry` and `skip`, which failed steps; all of them when absent. */
  steps?: string[];
  /** For `cancel`, whether what was done is undone. */
  rollback?: boolean;
}

/** Temporal's payloads as Protobuf writes them in JSON; bytes are base64. @public */
export interface Payloads {
  payloads: { metadata?: Record<string, string>; data?: string }[];
}
