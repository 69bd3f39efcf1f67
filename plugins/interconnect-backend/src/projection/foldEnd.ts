import type {
  RolloutResult,
  RolloutState,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { RolloutEvent } from '../temporal/RolloutEvent';
import { activityTask } from './activityTask';
import { changeStep } from './changeStep';
import type { AuditNote, Change } from './foldAudit';
import type { RolloutFold } from './RolloutFold';

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
      return broken(fold, event.time, 'Canceled', 'canceled in Temporal');
    case 'Terminated': {
      const { identity, reason } = event;
      const message = `terminated in Temporal by ${identity}${reason ? `: ${reason}` : ''}`;
      return broken(fold, event.time, brokenState(fold), message, `temporal:${identity}`);
    }
    default:
      return undefined;
  }
}

/** The workflow says itself how it ended. */
function completed(before: RolloutFold, time: string, result: RolloutResult): Change {
  const fold = { ...leaveOpen(before, time), state: result.state, endedAt: time };
  const failed = result.failed.map(({ step, error }) => `${step}: ${error}`).join('; ');
  return { fold, notes: [endNote(fold, failed || undefined)] };
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
 * Ends a rollout of which the history cannot be read (any more): it was never started, or Temporal has forgotten it.
 *
 * @param time - ISO time of this finding
 */
export function foldLost(fold: RolloutFold, time: string, message: string): Change {
  return broken(fold, time, brokenState(fold), message);
}

function brokenState(fold: RolloutFold): RolloutState {
  return fold.rollback ? 'RollbackIncomplete' : 'Failed';
}

/** Steps whose activity was still open when the workflow ended: nobody waits for them, nobody knows what they did. */
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
  const outcome =
    state === 'Succeeded' || state === 'RolledBack'
      ? 'succeeded'
      : state === 'Canceled'
        ? 'canceled'
        : 'failed';
  const action = `rollout.${state[0].toLowerCase()}${state.slice(1)}`;
  return { action, subject: fold.rolloutId, outcome, message };
}
