import {
  plan,
  PlanStep,
  RolloutInput,
  RolloutState,
  RolloutStep,
} from '@interconnect/backstage-plugin-interconnect-common';
import { noPosition, RolloutFold } from './RolloutFold';

/**
 * The fold of a rollout of which no event has been read: all steps of its plan are pending.
 *
 * @param input - the argument of the workflow
 * @param requestedAt - ISO time; what `startedAt` is until the first event tells it
 * @param state - `AwaitingApproval` for a rollout that is not started yet
 */
export function initialFold(
  input: RolloutInput,
  requestedAt: string,
  state: RolloutState = 'Running',
): RolloutFold {
  const { steps } = plan(input.applied, input.desired);
  return {
    position: noPosition,
    runs: [],
    rolloutId: input.rolloutId,
    project: input.project,
    network: input.network,
    operation: input.operation,
    generation: input.generation,
    requestedBy: input.requestedBy,
    state,
    startedAt: requestedAt,
    steps: steps.map(step => pendingStep(step, step.id)),
    applied: input.applied,
    plan: steps,
    ...(input.previous ? { previous: input.previous } : {}),
    paused: false,
    open: {},
    updates: {},
  };
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
