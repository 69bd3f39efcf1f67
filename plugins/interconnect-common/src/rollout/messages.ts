import { DesiredNetwork } from '../document/DesiredNetwork';
import { ExposedService, NetworkObservation } from '../network/types';
import { AppliedSettings } from '../observe/appliedSettings';
import { AppliedNetwork, LeftBehind, Operation, PlanStep } from '../plan/types';
import { StepInput } from '../steps';
import { RolloutCommand } from './commands';
import { RolloutState, StepState } from './states';

/**
 * The contract between the backend (which starts, commands and reads rollouts) and the worker
 * (which runs them). Nothing here depends on Temporal's packages, so that the backend needs its
 * client only.
 */

/** Name of the workflow type. @public */
export const rolloutWorkflowType = 'rollout';

/** Workflow id of a network's rollouts: one at a time. @public */
export function rolloutWorkflowId(project: string, network: string): string {
  return `interconnect.${project}.${network}`;
}

/**
 * Most bytes of a `RolloutInput` as Temporal gets it, compressed. Temporal refuses arguments from 2
 * MiB; the rest is for the signature and what it wraps around them.
 *
 * @public
 */
export const maxEncodedInput = 1_900_000;

/** Argument of the workflow: all that a rollout does and needs. Without secrets. @public */
export interface RolloutInput {
  /** `rolloutFormat`. */
  format: number;
  rolloutId: string;
  operation: Operation;
  /** A user's entity ref, or `service:` and the service's subject. */
  requestedBy: string;
  /** The person for whom a service asked, as it says. */
  onBehalfOf?: string;
  /** The service that asked with a token on the requester's behalf (`service:plugin:scaffolder`). */
  through?: string;
  /** Nobody asked: a selector of the document that they asked for was followed. */
  followed?: true;
  project: string;
  network: string;
  /** Generation of the document that this rollout leads to. */
  generation: number;
  /** Absent: delete. */
  desired?: DesiredNetwork;
  /** What a rollback leads back to; absent: nothing. */
  previous?: DesiredNetwork;
  applied: AppliedNetwork;
  /**
   * The steps of the plan, as people were shown them. The workflow carries out these and no others.
   */
  steps: PlanStep[];
  /** What the plan leaves behind on clusters that are not configured any more; absent: nothing. */
  left?: LeftBehind[];
  /**
   * Clusters that were not configured any more when the rollout was asked for: no step is on one of
   * them.
   */
  absent?: string[];
  /** Manifest bytes by digest, of everything that `desired` and `previous` name. */
  manifests: Record<string, string>;
  /** Digest of `steps`, which approvals name. */
  planDigest: string;
  /** What has to happen before the first step; absent: nothing. */
  approval?: ApprovalRequirement;
  options: RolloutOptions;
  /** Of the backend over everything else but `carried`, see `RolloutClaims`. */
  signature?: string;
  /** Only by continue-as-new. */
  carried?: RolloutProgress;
}

/** Fixed when the rollout starts. @public */
export interface RolloutOptions {
  /** Activities at once. */
  window: number;
  /** Business deadline of one step, all attempts together. */
  stepDeadlineSeconds: number;
  /**
   * How long a rollout with failed steps waits for a person (retry, skip, rollback) before it ends
   * as Failed. 0: it ends at once.
   */
  blockedSeconds: number;
  /** Continue as new after so many events; absent: when Temporal suggests it. */
  eventsPerRun?: number;
}

/**
 * Why a rollout waits for a second person, and who that may be. Fixed when the rollout
 * starts. @public
 */
export interface ApprovalRequirement {
  /** One sentence each: "cluster-1 has the label environment: production". */
  reasons: string[];
  /** Entity refs of the groups (or users) whose members may decide. */
  approvers: string[];
  /** Whether who asked may approve it as well. */
  selfApproval: boolean;
  /** Without a decision the rollout ends as Canceled after so long, with nothing done. */
  expiresAfterSeconds: number;
}

/** What continue-as-new carries over. @public */
export interface RolloutProgress {
  state: RolloutState;
  /**
   * Steps that were started, by id. What has been applied by now follows from them and from
   * `RolloutInput.applied`, and is therefore not carried a second time: with 1,000 spokes it is a
   * megabyte.
   */
  steps: Record<string, CarriedStep>;
  paused?: boolean;
  /** The signed decision, where one was needed. */
  approved?: RolloutCommand;
  /** Set once a rollback was asked for. */
  rollback?: RolloutCommand;
  /** Steps of the rollback's plan, once it was made. */
  rollbackSteps?: PlanStep[];
  /** Steps of the rollback that were started, by id. */
  undo?: Record<string, CarriedStep>;
}

/** @public */
export interface CarriedStep {
  state: StepState;
  round: number;
  error?: string;
  /** Servers only: what the step found exposed. */
  exposed?: ExposedService[];
  /** Applications with manifests: the workloads that were made. */
  workloads?: string[];
}

/** Answer of the query `progress`. @public */
export interface RolloutReport {
  state: RolloutState;
  /** Steps of the plan by state. */
  counts: Record<StepState, number>;
  /** Ids of the steps that are running now. */
  running: string[];
  failed: { step: string; error: string }[];
}

/** Result of the workflow. @public */
export interface RolloutResult {
  state: RolloutState;
  /** Steps that failed, with their errors; for a rollback those that could not be undone. */
  failed: { step: string; error: string }[];
  /** It ended while it waited for its approval, so nothing was done: why. */
  notApproved?: 'rejected' | 'expired' | 'canceled';
}

/** Query: state and counts. @public */
export const rolloutQuery = 'progress';

/** Custom search attributes, all of type Keyword. @public */
export const rolloutSearchAttributes = {
  project: 'InterconnectProject',
  network: 'InterconnectNetwork',
  operation: 'InterconnectOperation',
  state: 'InterconnectState',
} as const;

/** Argument of every step's activity. @public */
export interface StepActivityInput<I extends StepInput = StepInput> {
  step: string;
  input: I;
  /** Bytes of the manifest that `input.source.digest` names. */
  manifest?: string;
  /** What the servers expose, for `publishServices` and `verify`. */
  exposed?: ExposedService[];
  /** Ids of the steps of servers that have not succeeded, for `publishServices`; absent: none. */
  missing?: string[];
  /** What was applied, for `verify`. */
  settings?: AppliedSettings;
  /** Clusters that are not configured any more, for inverses that work on the hub too. */
  absent?: string[];
  /** The signed decision, where the rollout needed one. */
  approved?: RolloutCommand;
}

/** Result of every step's activity. @public */
export interface StepResult {
  /** One line for people: "installed Skupper 2.2.1", "Link Operational". */
  message?: string;
  /** `deployApplication` of a server. */
  exposed?: ExposedService[];
  /** `deployApplication` with manifests: the workloads that it made (`Deployment my-backend`). */
  workloads?: string[];
  /** `verify`. */
  observation?: NetworkObservation;
  /**
   * `verify`: what does not match; `publishServices`: what is not published. Not empty means that
   * the step failed although the activity completed.
   */
  mismatches?: string[];
}

/**
 * Activity ids tell the projection which step an event is about: `<step>/<round>`, during a
 * rollback `rollback:<step>/<round>`. The round counts executions of a step that a person asked to
 * retry, from 1.
 *
 * @public
 */
export function activityIdOf(step: string, round: number, rollback: boolean): string {
  return `${rollback ? 'rollback:' : ''}${step}/${round}`;
}

/** Inverse of `activityIdOf`; undefined for other activities. @public */
export function parseActivityId(
  activityId: string,
): { step: string; round: number; rollback: boolean } | undefined {
  const match = /^(rollback:)?(.+)\/(\d+)$/.exec(activityId);
  return match
    ? { rollback: match[1] !== undefined, step: match[2], round: Number(match[3]) }
    : undefined;
}
