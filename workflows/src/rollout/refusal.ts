import {
  ApprovalRequirement,
  rolloutCommandStates,
  RolloutCommand,
  RolloutResult,
  RolloutState,
  RolloutUpdate,
  StepState,
} from '@interconnect/backstage-plugin-interconnect-common';

/** What of a rollout decides whether a command fits. */
export interface CommandContext {
  state: RolloutState;
  /** A rollback or a cancellation was accepted and waits for the running steps. */
  stopping?: 'rollback' | 'cancel';
  /** What it needed, or needs, before its first step. */
  approval?: ApprovalRequirement;
  notApproved?: RolloutResult['notApproved'];
  requestedBy: string;
  onBehalfOf?: string;
  failed: { step: string }[];
  stateOf(step: string): StepState | undefined;
}

const past: Record<RolloutUpdate, string> = {
  approve: 'approved',
  reject: 'rejected',
  retry: 'retried',
  skip: 'skipped',
  pause: 'paused',
  resume: 'resumed',
  rollback: 'rolled back',
  cancel: 'canceled',
};

const unfit: Partial<Record<RolloutUpdate, Partial<Record<RolloutState, string>>>> = {
  pause: {
    Paused: 'it is paused already',
    Blocked: 'no step is left that could start: retry, skip or roll back what failed',
  },
  resume: {
    Running: 'it is not paused',
    Blocked: 'it is not paused but waits because of failed steps: retry, skip or roll back',
  },
};

/** Why a command does not fit the rollout now, as one sentence for people; undefined when it fits. */
export function refusal(
  update: RolloutUpdate,
  command: RolloutCommand | undefined,
  rollout: CommandContext,
): string | undefined {
  const wrong = malformed(command);
  if (wrong) return wrong;
  const cannot = `This rollout cannot be ${past[update]}: `;
  if (update === 'approve' || update === 'reject') {
    const reason = decisionRefusal(command, rollout);
    return reason && cannot + reason;
  }
  if (rollout.stopping) {
    return rollout.stopping === 'rollback'
      ? `${cannot}it is being rolled back`
      : `${cannot}it is being canceled`;
  }
  if (!rolloutCommandStates[update].includes(rollout.state)) {
    return cannot + (unfit[update]?.[rollout.state] ?? stateSentence(rollout.state));
  }
  return update === 'retry' || update === 'skip'
    ? stepsRefusal(update, command?.steps, rollout)
    : undefined;
}

/** One decision, by somebody else than who asked for it. */
function decisionRefusal(
  command: RolloutCommand | undefined,
  { approval, notApproved, requestedBy, onBehalfOf, state }: CommandContext,
): string | undefined {
  if (!approval) return 'it needs no approval';
  if (notApproved) return `it has been ${notApproved}`;
  if (!rolloutCommandStates.approve.includes(state)) return 'it has been approved';
  const by = command?.by;
  return (by === requestedBy || by === onBehalfOf) && !approval.selfApproval
    ? `${by} asked for it, somebody else has to decide`
    : undefined;
}

function malformed(command: RolloutCommand | undefined): string | undefined {
  if (typeof command?.by !== 'string' || command.by === '') {
    return 'A command needs `by`: who gives it';
  }
  const { steps } = command;
  if (steps === undefined) return undefined;
  if (!Array.isArray(steps) || !steps.every(step => typeof step === 'string')) {
    return '`steps` must be a list of step ids';
  }
  return steps.length > 0
    ? undefined
    : '`steps` names no step: name some, or leave it out for all that failed';
}

function stateSentence(state: RolloutState): string {
  if (state === 'AwaitingApproval') return 'it waits for an approval';
  return state === 'RollingBack' ? 'it is being rolled back' : `it is ${state}`;
}

function stepsRefusal(
  update: 'retry' | 'skip',
  steps: string[] | undefined,
  rollout: CommandContext,
): string | undefined {
  if (steps === undefined) {
    return rollout.failed.length > 0 ? undefined : `No step has failed, nothing to ${update}`;
  }
  for (const step of steps) {
    const state = rollout.stateOf(step);
    if (state === undefined) return `The plan has no step '${step}'`;
    if (state !== 'Failed') {
      return `Step '${step}' cannot be ${past[update]}: it is ${state}, not Failed`;
    }
  }
  return undefined;
}
