import type {
  PlanStep,
  RolloutResult,
  RolloutState,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { RolloutEvent } from '../temporal/RolloutEvent';
import type { NetworkEffects, ProjectionSave } from './ProjectionStore';
import { activityTask } from './activityTask';
import { changeStep, type RolloutFold } from './RolloutFold';
import { auditEntries, type AuditNote, type Change } from './foldAudit';
import { isAddedByRollback, rollbackStepId } from './foldRollback';

const outcomes: Partial<Record<RolloutState, AuditNote['outcome']>> = {
  Succeeded: 'succeeded',
  RolledBack: 'succeeded',
  Canceled: 'canceled',
};

/** The last event of a run; undefined for all others. */
export function foldEnd(fold: RolloutFold, event: RolloutEvent): Change | undefined {
  switch (event.type) {
    case 'ContinuedAsNew':
      return {
        fold: {
          ...fold,
          position: { runId: event.newRunId, eventId: 0 },
          runs: [...fold.runs, event.newRunId],
          open: {},
          updates: {},
        },
        notes: [],
      };
    case 'Completed':
      return completed(fold, event.time, event.result);
    case 'Failed':
      return broken(fold, event.time, brokenState(fold), event.error);
    case 'TimedOut':
      return broken(fold, event.time, brokenState(fold), 'the workflow ran out of time');
    case 'Canceled':
      return canceled(fold, event.time);
    case 'Terminated': {
      const { identity, reason } = event;
      const message = `terminated in Temporal by ${identity}${reason ? `: ${reason}` : ''}`;
      const state = fold.state === 'AwaitingApproval' ? 'Canceled' : brokenState(fold);
      return broken(fold, event.time, state, message, `temporal:${identity}`);
    }
    default:
      return undefined;
  }
}

/** The workflow says itself how it ended. */
function completed(before: RolloutFold, time: string, result: RolloutResult): Change {
  if (result.notApproved) {
    return notApproved(before, time, result.notApproved);
  }
  const { state, failed } = result;
  const left = leaveOpen(before, time);
  const told = state === 'RollbackIncomplete' ? failed.reduce(notUndone, left) : left;
  const fold = { ...told, state, endedAt: time };
  const message = failed.map(({ step, error }) => `${step}: ${error}`).join('; ');
  return { fold, notes: [endNote(fold, message || undefined)] };
}

/** It ended before anything was done; who rejected or canceled it is known by now. */
function notApproved(
  before: RolloutFold,
  time: string,
  why: NonNullable<RolloutResult['notApproved']>,
): Change {
  const { approval, rolloutId } = before;
  if (why !== 'expired' || !approval) {
    const { by, reason } = approval?.decision ?? {};
    const rejected = `rejected by ${by}${reason ? `: ${reason}` : ''}`;
    return broken(before, time, 'Canceled', by ? rejected : 'canceled before it was approved');
  }
  const expired = { ...before, approval: { ...approval, decision: { outcome: why, time } } };
  const message = 'nobody approved it in time';
  const { fold, notes } = broken(expired, time, 'Canceled', message);
  const note: AuditNote = {
    action: 'rollout.expired',
    subject: rolloutId,
    outcome: 'canceled',
    message: `the approval was awaited until ${approval.expiresAt}`,
  };
  return { fold, notes: [note, ...notes] };
}

/** What a rollback could not undo is told on the step, also when it was not tried. */
function notUndone(
  fold: RolloutFold,
  { step, error }: RolloutResult['failed'][number],
): RolloutFold {
  const id = rollbackStepId(fold, step);
  return changeStep(fold, id, { state: isAddedByRollback(id) ? 'Failed' : 'UndoFailed', error });
}

/**
 * Somebody canceled the execution in Temporal; the workflow went back before it ended, unless it
 * was ending already.
 */
function canceled(before: RolloutFold, time: string): Change {
  const state = before.ending ?? (before.rollback ? 'RollbackIncomplete' : 'Canceled');
  return broken(before, time, state, 'canceled in Temporal');
}

/** The workflow ended without saying how. */
function broken(
  before: RolloutFold,
  time: string,
  state: RolloutState,
  message: string,
  actor?: string,
): Change {
  const fold = { ...leaveOpen(before, time), state, endedAt: time, message };
  return { fold, notes: [{ ...endNote(fold, message), actor }] };
}

/**
 * Ends a rollout of which the history cannot be read (any more): it was never started, or Temporal
 * has forgotten it.
 *
 * @param time - ISO time of this finding
 * @param nothingDone - it is known that no step has begun
 */
function foldLost(fold: RolloutFold, time: string, message: string, nothingDone: boolean): Change {
  return broken(fold, time, nothingDone ? 'Canceled' : brokenState(fold), message);
}

function brokenState(fold: RolloutFold): RolloutState {
  return fold.rollback ? 'RollbackIncomplete' : 'Failed';
}

/**
 * Steps whose activity was still open when the workflow ended: nobody waits for them, nobody knows
 * what they did.
 */
function leaveOpen(fold: RolloutFold, time: string): RolloutFold {
  const left = Object.values(fold.open).reduce((next, activityId) => {
    const task = activityTask(fold, activityId);
    return task
      ? changeStep(next, task.id, {
          state: task.undo ? 'UndoFailed' : 'Failed',
          endedAt: time,
          error: 'the rollout ended while this step was running; what it did is not known',
        })
      : next;
  }, fold);
  return { ...left, open: {}, updates: {} };
}

function endNote(fold: RolloutFold, message?: string): AuditNote {
  const { state } = fold;
  const action = `rollout.${state[0].toLowerCase()}${state.slice(1)}`;
  return { action, subject: fold.rolloutId, outcome: outcomes[state] ?? 'failed', message };
}

/**
 * Ends a rollout of which no history can be read (any more): it was never started, or Temporal has
 * forgotten it. What is known to be applied stays as it was folded last.
 *
 * @param nothingDone - it is known that no step has begun
 */
export function endWithoutHistory(
  fold: RolloutFold,
  time: string,
  message: string,
  nothingDone = false,
): ProjectionSave {
  // The finding takes the place of one more event, so that of two replicas that make it only one is
  // saved.
  const position = { ...fold.position, eventId: fold.position.eventId + 1 };
  const { notes, fold: ended } = foldLost(fold, time, message, nothingDone);
  const event = { eventId: position.eventId, time, type: 'Other' } as const;
  const next = { ...ended, position };
  return {
    rolloutId: fold.rolloutId,
    expected: fold.position,
    fold: next,
    audit: auditEntries(fold.rolloutId, position.runId, event, notes),
    network: networkEffects(next),
  };
}

/** What a rollout has done to its network by now. */
export function networkEffects(fold: RolloutFold): NetworkEffects {
  const document = documentAfter(fold);
  const spokes =
    fold.operation === 'delete' || document?.to === 'gone' ? undefined : spokesAfter(fold);
  return {
    applied: fold.applied,
    ...(spokes ? { spokes } : {}),
    ...(fold.observation ? { observation: fold.observation } : {}),
    ...(document ? { document } : {}),
  };
}

/** Spokes that it has removed, by now, and whether certificates of before are refused since. */
function spokesAfter(fold: RolloutFold): NetworkEffects['spokes'] {
  const { plan, rollback } = fold;
  const byId = new Map(fold.steps.map(step => [step.id, step]));
  const isDone = (id: string) => ['Succeeded', 'Undone'].includes(byId.get(id)?.state ?? '');
  const removed = (steps: PlanStep[], stepOf: (id: string) => string) =>
    steps.flatMap(({ id, input, action }) =>
      input.kind === 'linkSpoke' && action === 'remove' && isDone(stepOf(id))
        ? [{ cluster: input.cluster, removedAt: byId.get(stepOf(id))?.endedAt ?? fold.startedAt }]
        : [],
    );
  const undone = removed(rollback?.plan ?? [], id => rollbackStepId(fold, id));
  const isRotated = plan.some(step => (isRetirement(step) || isEndOfHub(step)) && isDone(step.id));
  const leaving = isRotated ? undone : [...removed(plan, id => id), ...undone];
  return isRotated || leaving.length > 0 ? { removed: leaving, isRotated } : undefined;
}

function isRetirement({ kind, action }: PlanStep): boolean {
  return kind === 'retireAuthority' && action === 'apply';
}

/** Its authority goes with it. */
function isEndOfHub({ input, action }: PlanStep): boolean {
  return input.kind === 'deploySkupper' && input.role === 'hub' && action === 'remove';
}

function documentAfter(fold: RolloutFold): NetworkEffects['document'] {
  if (fold.endedAt === undefined) {
    return undefined;
  }
  if (fold.state === 'RolledBack') {
    return fold.previous ? { to: 'previous', desired: fold.previous } : { to: 'gone' };
  }
  if (fold.state === 'Canceled' && fold.approval && fold.steps.every(step => step.attempt === 0)) {
    return { to: 'replaced' };
  }
  return fold.state === 'Succeeded' && fold.operation === 'delete' ? { to: 'gone' } : undefined;
}
