import { stepDigest } from '../plan/digest';
import { plan } from '../plan/plan';
import { PlanStep, StepInput } from '../plan/types';
import { RolloutInput } from './messages';
import { rolloutPlan } from './rolloutPlan';

/**
 * Everything that a rollout may do to clusters, by `stepKey`: the steps of its plan, and those of its way back wherever it
 * turns. Ways back lead to `previous`; they undo what stood before or was begun.
 *
 * @public
 */
export function signedSteps(
  input: Pick<RolloutInput, 'applied' | 'desired' | 'operation' | 'planDigest' | 'previous'>,
): Set<string> {
  const forward = rolloutPlan(input).steps;
  const back = plan({}, input.previous).steps;
  const standing = [
    ...Object.entries(input.applied).map(([id, { input: done }]) => ({ id, input: done })),
    ...forward,
  ];
  return new Set([
    ...[...forward, ...back].map(step => stepKey(step.id, step.action, step.input)),
    ...standing.map(step => stepKey(step.id, 'remove', step.input)),
  ]);
}

/** @public */
export function stepKey(id: string, action: PlanStep['action'], input: StepInput): string {
  return `${action} ${id} ${stepDigest(input)}`;
}
