import type {
  AppliedNetwork,
  DesiredNetwork,
  LeftBehind,
  ManifestChange,
  NetworkObservation,
  Operation,
  PlanStep,
  RolloutApproval,
  RolloutCommand,
  RolloutState,
  RolloutStep,
} from '@interconnect/backstage-plugin-interconnect-common';

/**
 * How far the history of a rollout has been folded: all events of all runs before `runId`, and
 * those of `runId` up to and including `eventId`. Before the first event: `noPosition`.
 */
export interface Position {
  /** Run of the workflow; empty before the first event. */
  runId: string;
  /** Last folded event of that run; 0: none of it. */
  eventId: number;
}

export const noPosition: Position = { runId: '', eventId: 0 };

export function samePosition(a: Position, b: Position): boolean {
  return a.runId === b.runId && a.eventId === b.eventId;
}

/**
 * What the history of a rollout has told so far: the result of folding its events, and all that is
 * needed to fold the next one. Plain JSON; the store keeps it as it is.
 */
export interface RolloutFold {
  position: Position;
  /**
   * All runs (continue-as-new), in order; the last one is the current one. Empty before the first
   * event.
   */
  runs: string[];

  rolloutId: string;
  project: string;
  network: string;
  operation: Operation;
  generation: number;
  requestedBy: string;
  onBehalfOf?: string;

  /** As the workflow says it. */
  state: RolloutState;
  /** How the workflow is about to end, as it says itself. */
  ending?: RolloutState;
  startedAt: string;
  /** Set with every terminal state. */
  endedAt?: string;
  /**
   * Why the rollout ended the way it did, when its steps do not say it: "terminated by … : reason".
   */
  message?: string;
  /**
   * The steps of the plan, then those that a rollback runs beyond undoing them (ids
   * `rollback:<step>`, for example `rollback:verify`). `attempt` of a running step is that of its
   * last known attempt (see `pendingAttempts`).
   */
  steps: RolloutStep[];

  /** What is known to be applied by now: `RolloutInput.applied` and every step since. */
  applied: AppliedNetwork;
  /** Of the last `verify`. */
  observation?: NetworkObservation;

  /** Clusters that were not configured any more when it was asked for. */
  absent?: string[];
  /** What it leaves behind there. */
  left?: LeftBehind[];

  /** The steps of the plan with their inputs. */
  plan: PlanStep[];
  /**
   * What the plan does to manifests, from what was applied when it was made. Absent in rollouts of
   * before this was kept.
   */
  manifests?: ManifestChange[];
  /** What a rollback leads back to. */
  previous?: DesiredNetwork;
  /** The approval that it needs or needed before its first step. */
  approval?: RolloutApproval;
  /**
   * A `cancel` was accepted: nothing is undone, whatever Temporal itself is asked for afterwards.
   */
  canceling?: true;
  /**
   * Set from the accepted `rollback` on. `plan`: as the workflow has made it, once what was running
   * has ended.
   */
  rollback?: { by: string; reason?: string; absent?: string[]; plan?: PlanStep[] };
  /**
   * Activities that are scheduled and have not ended: activity id by the id of their scheduled
   * event.
   */
  open: Record<string, string>;
  /** Updates that were accepted and have not completed, by the id of their accepted event. */
  updates: Record<string, { name: string; command: RolloutCommand; identity?: string }>;
}
