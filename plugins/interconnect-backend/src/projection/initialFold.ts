import {
  ApprovalRequirement,
  manifestChanges,
  PlanStep,
  RolloutApproval,
  RolloutInput,
  RolloutStep,
} from '@interconnect/backstage-plugin-interconnect-common';
import { noPosition, RolloutFold } from './RolloutFold';

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
  const { kind, action, cluster, application, needs, summary } = step;
  return {
    id,
    kind,
    action,
    ...(cluster === undefined ? {} : { cluster }),
    ...(application === undefined ? {} : { application }),
    needs,
    summary,
    state: 'Pending',
    attempt: 0,
  };
}
