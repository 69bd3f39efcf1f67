import { ManifestChange } from '../plan/manifestChanges';
import { LeftBehind, Operation } from '../plan/types';
import { StepKind } from '../steps';
import { RolloutState, StepState } from './states';

/** One step of a rollout as its history tells it. @public */
export interface RolloutStep {
  id: string;
  kind: StepKind;
  action: 'apply' | 'remove';
  cluster?: string;
  application?: string;
  needs: string[];
  /** Steps whose end it waits for, whatever that is; absent: none. */
  after?: string[];
  summary: string;
  state: StepState;
  attempt: number;
  startedAt?: string;
  endedAt?: string;
  /** What the step did; while it runs, what it does or waits for now. */
  message?: string;
  /** Why the step failed; while it runs, why the attempt before failed. */
  error?: string;
  /** Where the last round of the step was scheduled in the histories of the rollout's runs. */
  event?: { runId: string; eventId: number };
}

/** The REST resource: one durable execution of one plan. @public */
export interface Rollout {
  id: string;
  operation: Operation;
  state: RolloutState;
  requestedBy: string;
  /** The person for whom a service asked, as it says. */
  onBehalfOf?: string;
  /** The service that asked with a token on the requester's behalf; absent: they did themselves. */
  through?: string;
  /** Nobody asked: a selector of the document that the requester asked for was followed. */
  followed?: true;
  /** Of the document that the rollout leads to. */
  generation: number;
  startedAt: string;
  endedAt?: string;
  /** Why it ended the way it did, when its steps do not say it. */
  message?: string;
  /** Of what it does: `digest` of the plan that was shown. Who approves it names it. */
  planDigest: string;
  workflow: { namespace: string; workflowId: string; runId: string; url: string };
  steps: RolloutStep[];
  /** Absent: none was needed. */
  approval?: RolloutApproval;
  /** What it leaves behind on clusters that are not configured any more; absent: nothing. */
  left?: LeftBehind[];
}

/** How far a rollout is. @public */
export interface StepCounts {
  all: number;
  /** Succeeded or undone. */
  done: number;
  /** Left out by a person: they were not done. */
  skipped: number;
  failed: number;
}

/** A rollout in a list: how many steps it has instead of the steps themselves. @public */
export interface RolloutSummary extends Omit<Rollout, 'steps' | 'followed'> {
  counts: StepCounts;
}

/**
 * The manifests that a plan is about, to be looked at before it is asked for or approved. @public
 */
export interface Review {
  /** Of the plan that this is about. */
  planDigest: string;
  manifests: ManifestChange[];
  /** Bytes of the manifests, by digest. */
  texts: Record<string, string>;
}

/** The approval that a rollout needs or needed. @public */
export interface RolloutApproval {
  reasons: string[];
  approvers: string[];
  selfApproval: boolean;
  /** Without a decision by then it ends as Canceled. */
  expiresAt: string;
  /** Absent: nobody has decided by now. */
  decision?: ApprovalDecision;
}

/** @public */
export interface ApprovalDecision {
  outcome: 'approved' | 'rejected' | 'expired';
  /** Entity ref of the person; absent when it expired. */
  by?: string;
  reason?: string;
  time: string;
}

/**
 * Signals on this channel have `{ rollout: <its id> }`, and are sent when a rollout has
 * changed. @public
 */
export const rolloutSignalChannel = 'interconnect:rollouts';
