import {
  ApprovalDecision,
  commandAction,
  isRolloutCommand,
  RolloutCommand,
  RolloutCommandName,
  RolloutStep,
  someOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { RolloutEvent } from '../temporal/RolloutEvent';
import { changeStep, type RolloutFold } from './RolloutFold';
import type { AuditNote, Change } from './foldAudit';

/** What people asked of the running rollout; undefined for all other events. */
export function foldUpdate(fold: RolloutFold, event: RolloutEvent): Change | undefined {
  switch (event.type) {
    case 'UpdateAccepted': {
      const { name, command, identity } = event;
      if (!isRolloutCommand(name)) {
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
    fold: isRolloutCommand(name) ? effects[name](fold, command, time) : fold,
    notes: [noteOf(fold, name, command, 'accepted')],
  };
}

/** What a command that was accepted changes, beside the state, which the workflow says itself. */
const effects: Record<
  RolloutCommandName,
  (fold: RolloutFold, command: RolloutCommand, time: string) => RolloutFold
> = {
  approve: (fold, command, time) => decided(fold, 'approved', command, time),
  reject: (fold, command, time) => decided(fold, 'rejected', command, time),
  pause: fold => fold,
  resume: fold => fold,
  rollback: (fold, { by, reason, absent }) => ({
    ...fold,
    rollback: { ...fold.rollback, by, ...(reason && { reason }), ...(absent && { absent }) },
  }),
  retry: (fold, command) =>
    stepsOf(fold, command).reduce(
      (next, { id, attempt }) => ({
        ...changeStep(next, id, { state: 'Pending', endedAt: undefined, error: undefined }),
        attemptsBefore: { ...next.attemptsBefore, [id]: attempt },
      }),
      fold,
    ),
  skip: (fold, command) =>
    stepsOf(fold, command).reduce(
      (next, step) => changeStep(next, step.id, { state: 'Skipped' }),
      fold,
    ),
  cancel: fold => ({ ...fold, canceling: true }),
};

function decided(
  fold: RolloutFold,
  outcome: ApprovalDecision['outcome'],
  { by, reason }: RolloutCommand,
  time: string,
): RolloutFold {
  const decision = { outcome, by, ...(reason && { reason }), time };
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
    action: commandAction(name),
    subject: command.steps?.length ? someOf(command.steps) : fold.rolloutId,
    outcome,
    message: [command.reason, error].filter(Boolean).join(': ') || undefined,
  };
}

/**
 * A cancellation by Temporal's own means makes the workflow go back, unless it is ending already;
 * before its approval it just ends.
 */
function cancelRequested(fold: RolloutFold, identity: string, reason?: string): Change {
  const actor = `temporal:${identity}`;
  const rollback = { by: actor, ...(reason ? { reason } : {}) };
  const ending: Partial<RolloutFold> =
    fold.state === 'AwaitingApproval' ? { canceling: true } : { rollback };
  return {
    fold: fold.canceling || fold.rollback ? fold : { ...fold, ...ending },
    notes: [
      {
        actor,
        action: commandAction('cancel'),
        subject: fold.rolloutId,
        outcome: 'accepted',
        message: reason ?? 'asked for in Temporal',
      },
    ],
  };
}
