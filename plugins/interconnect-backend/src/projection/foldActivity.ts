import {
  applyStep,
  parseActivityId,
  plainText,
  removeStep,
  startStep,
  StepResult,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { RolloutEvent } from '../temporal/RolloutEvent';
import { activityTask, type ActivityTask } from './activityTask';
import { attemptsOf, changeApplied, changeStep, type RolloutFold } from './RolloutFold';
import type { AuditNote, Change } from './foldAudit';

type Scheduled = Extract<RolloutEvent, { type: 'ActivityScheduled' }>;

/** Events of a step's activity; undefined for all others. */
export function foldActivity(fold: RolloutFold, event: RolloutEvent): Change | undefined {
  if (event.type === 'ActivityScheduled') {
    return scheduled(fold, event);
  }
  if (!('scheduledId' in event)) {
    return undefined;
  }
  const activityId = fold.open[event.scheduledId];
  const task = activityId === undefined ? undefined : activityTask(fold, activityId);
  if (!task) {
    return { fold: close(fold, event.scheduledId), notes: [] };
  }
  const closed = close(fold, event.scheduledId);
  switch (event.type) {
    case 'ActivityStarted': {
      const attempt = attemptsOf(fold, task.id, event.attempt);
      const values = { attempt, error: event.lastFailure };
      return { fold: changeStep(fold, task.id, values), notes: [] };
    }
    case 'ActivityCompleted':
      return completed(closed, task, event.time, event.result);
    case 'ActivityFailed':
      return failed(closed, task, event.time, event.error);
    case 'ActivityTimedOut':
      return failed(closed, task, event.time, withLastError(fold, task, event.error));
    case 'ActivityCanceled':
      return failed(closed, task, event.time, 'canceled while it was running', 'canceled');
    default:
      return { fold, notes: [] };
  }
}

function scheduled(before: RolloutFold, event: Scheduled): Change {
  const task = activityTask(before, event.activityId);
  if (!task) {
    return { fold: before, notes: [] };
  }
  const counted = task.undo ? withoutAttempts(before, task.id) : before;
  const fold = changeStep(counted, task.id, {
    state: 'Running',
    attempt: attemptsOf(counted, task.id, 1),
    startedAt: event.time,
    endedAt: undefined,
    message: undefined,
    error: undefined,
    event: { runId: before.position.runId, eventId: event.eventId },
  });
  const open = { ...superseded(fold, task), [event.eventId]: event.activityId };
  return {
    fold: changeApplied({ ...fold, open }, task.step, applied => startStep(applied, task.step)),
    notes: [note(task, 'started', task.step.summary)],
  };
}

/** The attempts to undo a step are counted by themselves. */
function withoutAttempts(fold: RolloutFold, id: string): RolloutFold {
  if (fold.attemptsBefore?.[id] === undefined) {
    return fold;
  }
  const { [id]: _done, ...attemptsBefore } = fold.attemptsBefore;
  return { ...fold, attemptsBefore };
}

/**
 * Open activities without those of the same step, whose ends tell nothing about it any more: it is
 * being undone.
 */
function superseded(fold: RolloutFold, task: ActivityTask): RolloutFold['open'] {
  const others = Object.entries(fold.open).filter(
    ([, activityId]) => parseActivityId(activityId)?.step !== task.step.id,
  );
  return Object.fromEntries(others);
}

function completed(
  before: RolloutFold,
  task: ActivityTask,
  time: string,
  result: StepResult,
): Change {
  const fold = result.observation ? { ...before, observation: result.observation } : before;
  if (result.mismatches?.length) {
    return failed(fold, task, time, plainText(result.mismatches.join('; ')));
  }
  const change = changeStep(fold, task.id, {
    state: task.undo ? 'Undone' : 'Succeeded',
    endedAt: time,
    message: result.message,
    error: undefined,
  });
  return {
    fold: changeApplied(change, task.step, applied =>
      task.step.action === 'remove'
        ? removeStep(applied, task.step)
        : applyStep(applied, task.step, result),
    ),
    notes: [note(task, 'succeeded', result.message)],
  };
}

function failed(
  fold: RolloutFold,
  task: ActivityTask,
  time: string,
  error: string,
  outcome: 'failed' | 'canceled' = 'failed',
): Change {
  const state = task.undo ? 'UndoFailed' : 'Failed';
  return {
    fold: changeStep(fold, task.id, { state, endedAt: time, error }),
    notes: [note(task, outcome, error)],
  };
}

/** A timeout says little; the failure of the attempt before it, if there was one, says more. */
function withLastError(fold: RolloutFold, task: ActivityTask, error: string): string {
  const last = fold.steps.find(step => step.id === task.id)?.error;
  return last && !error.includes(last) ? `${error}; last error: ${last}` : error;
}

function close(fold: RolloutFold, scheduledId: number): RolloutFold {
  const { [scheduledId]: _closed, ...open } = fold.open;
  return { ...fold, open };
}

function note(
  task: ActivityTask,
  outcome: 'started' | 'succeeded' | 'failed' | 'canceled',
  message?: string,
): AuditNote {
  return {
    action: `${task.undo ? 'undo' : 'step'}.${outcome}`,
    subject: task.step.id,
    outcome,
    message,
  };
}
