import {
  ApprovalRequirement,
  leftWarning,
  manifestChanges,
  PlanStep,
  RolloutApproval,
  RolloutInput,
  RolloutStep,
} from '@interconnect/backstage-plugin-interconnect-common';
import { askers } from '../audit/askers';
import type { RolloutEvent } from '../temporal/RolloutEvent';
import { noPosition, RolloutFold } from './RolloutFold';
import type { Change } from './foldAudit';

/**
 * The first event of a run: of the first one the rollout's plan is made, a later one goes on with
 * what was folded.
 */
export function foldStarted(
  current: RolloutFold | undefined,
  event: Extract<RolloutEvent, { type: 'Started' }>,
): Change {
  const { input, time } = event;
  if (current && current.runs.length > 0) {
    return { fold: current, notes: [] };
  }
  if (current && current.rolloutId !== input.rolloutId) {
    throw new Error(
      `The run was started for rollout ${input.rolloutId}, not for ${current.rolloutId}`,
    );
  }
  if (input.carried) {
    throw new Error(
      `Rollout ${input.rolloutId}: its history begins with a run that is not the first`,
    );
  }
  const fold = initialFold(input, time);
  const steps = fold.steps.length === 1 ? '1 step' : `${fold.steps.length} steps`;
  const left = (fold.left ?? []).map(leftWarning);
  const needs = fold.approval ? [`needs an approval: ${fold.approval.reasons.join(', ')}`] : [];
  return {
    fold,
    notes: [
      {
        actor: input.requestedBy,
        action: 'rollout.started',
        subject: input.rolloutId,
        outcome: 'started',
        message: [`${input.operation}: ${steps}`, ...askers(input), ...needs, ...left].join('; '),
      },
    ],
  };
}

/**
 * The fold of a rollout of which no event has been read: all steps of its plan are pending, and if
 * it needs an approval nobody has decided.
 *
 * @param input - the argument of the workflow
 * @param requestedAt - ISO time; what `startedAt` is until the first event tells it
 */
export function initialFold(input: RolloutInput, requestedAt: string): RolloutFold {
  const { steps, left } = input;
  return {
    position: noPosition,
    runs: [],
    rolloutId: input.rolloutId,
    project: input.project,
    network: input.network,
    operation: input.operation,
    generation: input.generation,
    requestedBy: input.requestedBy,
    ...(input.onBehalfOf === undefined ? {} : { onBehalfOf: input.onBehalfOf }),
    ...(input.through === undefined ? {} : { through: input.through }),
    ...(input.followed ? { followed: true } : {}),
    state: input.approval ? 'AwaitingApproval' : 'Running',
    startedAt: requestedAt,
    steps: steps.map(step => pendingStep(step, step.id)),
    applied: input.applied,
    plan: steps,
    ...(input.absent ? { absent: input.absent } : {}),
    ...(left ? { left } : {}),
    manifests: manifestChanges(input.applied, steps),
    ...(input.previous ? { previous: input.previous } : {}),
    ...(input.approval ? { approval: undecided(input.approval, requestedAt) } : {}),
    open: {},
    updates: {},
  };
}

function undecided(
  { expiresAfterSeconds, ...approval }: ApprovalRequirement,
  requestedAt: string,
): RolloutApproval {
  const expiresAt = new Date(Date.parse(requestedAt) + expiresAfterSeconds * 1000).toISOString();
  return { ...approval, expiresAt };
}

/** A step of a plan that has not begun. */
export function pendingStep(step: PlanStep, id: string): RolloutStep {
  const { kind, action, cluster, application, needs, after, summary } = step;
  return {
    id,
    kind,
    action,
    ...(cluster === undefined ? {} : { cluster }),
    ...(application === undefined ? {} : { application }),
    needs,
    ...(after && { after }),
    summary,
    state: 'Pending',
    attempt: 0,
  };
}
