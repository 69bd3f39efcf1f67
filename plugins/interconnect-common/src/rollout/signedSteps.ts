import { authorityIn, authorityOf } from '../plan/authority';
import { desiredSteps } from '../plan/desiredSteps';
import { plan } from '../plan/plan';
import { PlanStep } from '../plan/types';
import { StepInput } from '../steps';
import { stepDigest } from '../steps/digest';
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
  const back = waysBack(input, forward);
  const standing = [
    ...Object.entries(input.applied).map(([id, { input: done }]) => ({ id, input: done })),
    ...forward,
  ];
  return new Set([
    ...forward.map(step => stepKey(step.id, step.action, step.input)),
    ...back.map(([id, step]) => stepKey(id, 'apply', step)),
    ...standing.map(step => stepKey(step.id, 'remove', step.input)),
  ]);
}

/**
 * Steps that lead to `previous`: with the authority that the hub has, with the one that the rollout brings, which is never taken
 * back, or with the first one of a hub that is made anew.
 */
function waysBack(
  { applied, previous }: Pick<RolloutInput, 'applied' | 'previous'>,
  forward: readonly PlanStep[],
): [string, StepInput][] {
  if (!previous) {
    return [];
  }
  const authorities = [authorityOf(applied), ...forward.map(({ input }) => authorityIn(input))];
  return [
    ...plan({}, previous).steps.map(({ id, input }): [string, StepInput] => [id, input]),
    ...[...new Set(authorities)].flatMap(authority => [...desiredSteps(previous, authority)]),
  ];
}

/** @public */
export function stepKey(id: string, action: PlanStep['action'], input: StepInput): string {
  return `${action} ${id} ${stepDigest(input)}`;
}
