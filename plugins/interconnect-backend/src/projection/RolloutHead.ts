import type {
  LeftBehind,
  Operation,
  RolloutApproval,
  RolloutState,
  StepCounts,
} from '@interconnect/backstage-plugin-interconnect-common';

/**
 * A rollout without what grows with its steps: what lists show, and what decisions about its
 * network need.
 */
export interface RolloutHead {
  id: string;
  project: string;
  network: string;
  operation: Operation;
  state: RolloutState;
  /** Of the document that it leads to. */
  generation: number;
  requestedBy: string;
  /** The person for whom a service asked, as it says. */
  onBehalfOf?: string;
  /** The service that asked with a token on the requester's behalf. */
  through?: string;
  /**
   * ISO time at which the start call was about to be made. Tells "never started" from "being
   * started".
   */
  requestedAt: string;
  startedAt: string;
  endedAt?: string;
  /** Why it ended the way it did, when its steps do not say it. */
  message?: string;
  planDigest: string;
  counts: StepCounts;
  approval?: RolloutApproval;
  left?: LeftBehind[];
  workflowId: string;
  /**
   * First run, as answered by the start call; absent while the outcome of that call is not known.
   */
  runId?: string;
  /** The last run whose history has been read; absent: none. */
  currentRunId?: string;
  /** It is known that the workflow was started. */
  confirmed: boolean;
  /**
   * An approval was handed to Temporal, so that steps may have begun of which no history was read.
   */
  approvalGiven?: true;
}
