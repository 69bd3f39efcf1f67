import {
  type AppliedNetwork,
  type DesiredNetwork,
  type LeftBehind,
  type ManifestChange,
  type NetworkObservation,
  type Operation,
  PlanStep,
  type RolloutApproval,
  type RolloutCommand,
  type RolloutState,
  type RolloutStep,
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
  through?: string;
  /** Nobody asked: a selector of the document was followed. */
  followed?: true;

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
  /**
   * How often the failed steps that were retried had been tried before, by step: Temporal counts
   * the attempts of each retry from 1. Absent: none was retried.
   */
  attemptsBefore?: Record<string, number>;
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

/** A fold in which one step has other values; a value `undefined` takes the field away. */
export function changeStep(
  fold: RolloutFold,
  id: string,
  values: { [K in keyof RolloutStep]?: RolloutStep[K] | undefined },
): RolloutFold {
  const index = fold.steps.findIndex(step => step.id === id);
  if (index < 0) {
    return fold;
  }
  const changed = Object.fromEntries(
    Object.entries({ ...fold.steps[index], ...values }).filter(([, value]) => value !== undefined),
  ) as unknown as RolloutStep;
  return { ...fold, steps: fold.steps.with(index, changed) };
}

/** Records that nobody else has seen yet, and that may therefore be written to. */
const ownRecords = new WeakSet<AppliedNetwork>();

/**
 * A fold in which one step changes what is applied. The planner's functions copy the whole record
 * for every step, with 1,000 spokes 3,000 entries and a millisecond an event; but a step changes
 * nothing except its own entry, so that entry is all that they are given.
 */
export function changeApplied(
  fold: RolloutFold,
  step: PlanStep,
  change: (applied: AppliedNetwork) => AppliedNetwork,
): RolloutFold {
  const { id } = step;
  const entry = Object.hasOwn(fold.applied, id) ? { [id]: fold.applied[id] } : {};
  const changed = change(entry);
  const applied = ownRecords.has(fold.applied) ? fold.applied : { ...fold.applied };
  delete applied[id];
  Object.assign(applied, changed);
  return { ...fold, applied };
}

/** Folds many events with one copy of the record: `work` gets a fold with a record of its own. */
export function withOwnRecord<T>(fold: RolloutFold, work: (own: RolloutFold) => T): T {
  const applied = { ...fold.applied };
  ownRecords.add(applied);
  try {
    return work({ ...fold, applied });
  } finally {
    ownRecords.delete(applied);
  }
}

/** How often a step has been tried, where Temporal counts `attempt` since it was last retried. */
export function attemptsOf({ attemptsBefore }: RolloutFold, id: string, attempt: number): number {
  return (attemptsBefore?.[id] ?? 0) + attempt;
}
