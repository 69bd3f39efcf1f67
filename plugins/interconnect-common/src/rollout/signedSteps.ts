import { DesiredNetwork } from '../document/DesiredNetwork';
import { authorityIn, authorityOf } from '../plan/authority';
import { desiredSteps } from '../plan/desiredSteps';
import { plan } from '../plan/plan';
import { AppliedNetwork, PlanStep } from '../plan/types';
import { StepInput } from '../steps';
import { stepDigest } from '../steps/digest';
import { RolloutInput } from './messages';

/**
 * Everything that a rollout may do to clusters, by `stepKey`: the steps of its plan, and those of
 * its way back wherever it turns. Ways back lead to `previous`; they undo what was begun, and put
 * back what stood before as it stood: whatever planner made the rollback's plan, this one need not
 * make the same.
 *
 * @public
 */
export function signedSteps(
  input: Pick<RolloutInput, 'applied' | 'steps' | 'previous'>,
): Set<string> {
  const { steps: forward, applied, previous } = input;
  const stood = Object.entries(applied).map(([id, step]) => ({ id, input: step.input }));
  const back: [string, StepInput][] = previous
    ? [
        ...waysBack(applied, previous, forward),
        ...stood.map(({ id, input: before }): [string, StepInput] => [id, before]),
      ]
    : [];
  const standing = [...stood, ...forward];
  return new Set([
    ...forward.map(step => stepKey(step.id, step.action, step.input)),
    ...back.map(([id, step]) => stepKey(id, 'apply', step)),
    ...standing.map(step => stepKey(step.id, 'remove', step.input)),
  ]);
}

/**
 * Steps that lead to `previous`: with the authority that the hub has, with the one that the rollout
 * brings, which is never taken back, or with the first one of a hub that is made anew.
 */
function waysBack(
  applied: AppliedNetwork,
  previous: DesiredNetwork,
  forward: readonly PlanStep[],
): [string, StepInput][] {
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
