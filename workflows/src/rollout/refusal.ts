import {
  ApprovalRequirement,
  CommandDefinition,
  RolloutCommand,
  RolloutCommandName,
  rolloutCommands,
  RolloutResult,
  RolloutState,
  rolloutStates,
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

type Refusal = (
  update: RolloutCommandName,
  command: RolloutCommand,
  rollout: CommandContext,
) => string | undefined;

/** What else has to hold, by what a command is about. */
const refusals = {
  approval: decisionRefusal,
  failedSteps: stepsRefusal,
  rollout: () => undefined,
} satisfies Record<CommandDefinition['about'], Refusal>;

/**
 * Why a command does not fit the rollout now, as one sentence for people; undefined when it fits.
 */
export function refusal(
  update: RolloutCommandName,
  command: RolloutCommand | undefined,
  rollout: CommandContext,
): string | undefined {
  const wrong = malformed(command);
  if (wrong) return wrong;
  const { about, past } = rolloutCommands[update];
  const reason = about === 'approval' ? undefined : stateRefusal(update, rollout);
  return reason !== undefined
    ? `This rollout cannot be ${past}: ${reason}`
    : refusals[about](update, command!, rollout);
}

function stateRefusal(
  update: RolloutCommandName,
  { state, stopping }: CommandContext,
): string | undefined {
  if (stopping) return stopping === 'rollback' ? 'it is being rolled back' : 'it is being canceled';
  const { states, unfit } = rolloutCommands[update];
  if (states.includes(state)) return undefined;
  return unfit?.[state] ?? rolloutStates[state].reason ?? `it is ${state}`;
}

/** One decision, by somebody else than who asked for it. */
function decisionRefusal(
  update: RolloutCommandName,
  { by }: RolloutCommand,
  { approval, notApproved, requestedBy, onBehalfOf, state }: CommandContext,
): string | undefined {
  const { past, states } = rolloutCommands[update];
  const cannot = `This rollout cannot be ${past}: `;
  if (!approval) return `${cannot}it needs no approval`;
  if (notApproved) return `${cannot}it has been ${notApproved}`;
  if (!states.includes(state)) return `${cannot}it has been approved`;
  return (by === requestedBy || by === onBehalfOf) && !approval.selfApproval
    ? `${cannot}${by} asked for it, somebody else has to decide`
    : undefined;
}

function stepsRefusal(
  update: RolloutCommandName,
  { steps }: RolloutCommand,
  rollout: CommandContext,
): string | undefined {
  if (steps === undefined) {
    return rollout.failed.length > 0 ? undefined : `No step has failed, nothing to ${update}`;
  }
  for (const step of steps) {
    const state = rollout.stateOf(step);
    if (state === undefined) return `The plan has no step '${step}'`;
    if (state !== 'Failed') {
      const { past } = rolloutCommands[update];
      return `Step '${step}' cannot be ${past}: it is ${state}, not Failed`;
    }
  }
  return undefined;
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
