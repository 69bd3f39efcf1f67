import {
  ApprovalDecision,
  RolloutCommand,
  RolloutStep,
  rolloutUpdates,
  someOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { RolloutEvent } from '../temporal/RolloutEvent';
import { changeStep } from './changeStep';
import type { AuditNote, Change } from './foldAudit';
import type { RolloutFold } from './RolloutFold';
import { isAwaitingApproval } from './rolloutState';

/** What people asked of the running rollout; undefined for all other events. */
export function foldUpdate(fold: RolloutFold, event: RolloutEvent): Change | undefined {
  switch (event.type) {
    case 'UpdateAccepted': {
      const { name, command, identity } = event;
      if (!(name in rolloutUpdates)) {
        return { fold, notes: [] };
      }
      // Whether the backend has signed it is known when it has completed.
      const update = { name, command, ...(identity && { identity }) };
      return {
        fold: { ...fold, updates: { ...fold.updates, [event.eventId]: update } },
        notes: [],
      };
    }
    case 'UpdateCompleted':
      return completed(fold, event);
    case 'UpdateRejected':
      return { fold, notes: [noteOf(fold, event.name, event.command, 'refused', event.error)] };
    case 'CancelRequested':
      return cancelRequested(fold, event.identity, event.reason);
    default:
      return undefined;
  }
}

function completed(
  before: RolloutFold,
  { acceptedId, error, forged, time }: Extract<RolloutEvent, { type: 'UpdateCompleted' }>,
): Change {
  const { [acceptedId]: update, ...updates } = before.updates;
  const fold = { ...before, updates };
  if (!update) {
    return { fold, notes: [] };
  }
  const { name, command, identity } = update;
  if (error !== undefined) {
    const by = forged ? `temporal:${identity ?? 'unknown'}` : command.by;
    return { fold, notes: [noteOf(fold, name, { ...command, by }, 'refused', error)] };
  }
  return {
    fold: effectOf(fold, name, command, time),
    notes: [noteOf(fold, name, command, 'accepted')],
  };
}

function effectOf(
  fold: RolloutFold,
  name: string,
  command: RolloutCommand,
  time: string,
): RolloutFold {
  const { by, reason, absent } = command;
  switch (name) {
    case rolloutUpdates.approve:
      return decided(fold, { outcome: 'approved', by, ...(reason ? { reason } : {}), time });
    case rolloutUpdates.reject:
      return decided(fold, { outcome: 'rejected', by, ...(reason ? { reason } : {}), time });
    case rolloutUpdates.pause:
      return { ...fold, paused: true };
    case rolloutUpdates.resume:
      return { ...fold, paused: false };
    case rolloutUpdates.rollback:
      return {
        ...fold,
        rollback: {
          ...fold.rollback,
          by,
          ...(reason ? { reason } : {}),
          ...(absent ? { absent } : {}),
        },
      };
    case rolloutUpdates.retry:
      return stepsOf(fold, command).reduce(
        (next, step) =>
          changeStep(next, step.id, { state: 'Pending', endedAt: undefined, error: undefined }),
        fold,
      );
    case rolloutUpdates.skip:
      return stepsOf(fold, command).reduce(
        (next, step) => changeStep(next, step.id, { state: 'Skipped' }),
        fold,
      );
    case rolloutUpdates.cancel:
      return { ...fold, canceling: true };
    default:
      return fold;
  }
}

function decided(fold: RolloutFold, decision: ApprovalDecision): RolloutFold {
  return fold.approval ? { ...fold, approval: { ...fold.approval, decision } } : fold;
}

/** The failed steps that a command is about; all of them when it names none. */
function stepsOf(fold: RolloutFold, command: RolloutCommand): RolloutStep[] {
  return fold.steps.filter(
    step => step.state === 'Failed' && (command.steps?.includes(step.id) ?? true),
  );
}

function noteOf(
  fold: RolloutFold,
  name: string,
  command: RolloutCommand,
  outcome: 'accepted' | 'refused',
  error?: string,
): AuditNote {
  return {
    actor: command.by,
    action: `rollout.${name}`,
    subject: command.steps?.length ? someOf(command.steps) : fold.rolloutId,
    outcome,
    message: [command.reason, error].filter(Boolean).join(': ') || undefined,
  };
}

/**
 * A cancellation by Temporal's own means makes the workflow go back, unless it is ending already; before its approval it
 * just ends.
 */
function cancelRequested(fold: RolloutFold, identity: string, reason?: string): Change {
  const actor = `temporal:${identity}`;
  const rollback = { by: actor, ...(reason ? { reason } : {}) };
  const ending: Partial<RolloutFold> = isAwaitingApproval(fold)
    ? { canceling: true }
    : { rollback };
  return {
    fold: fold.canceling || fold.rollback ? fold : { ...fold, ...ending },
    notes: [
      {
        actor,
        action: 'rollout.cancel',
        subject: fold.rolloutId,
        outcome: 'accepted',
        message: reason ?? 'asked for in Temporal',
      },
    ],
  };
}
