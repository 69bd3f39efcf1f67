import { parseActivityId, type PlanStep } from '@interconnect/backstage-plugin-interconnect-common';
import { isAddedByRollback, rollbackStepId } from './foldRollback';
import type { RolloutFold } from './RolloutFold';

/** What an activity works on. */
export interface ActivityTask {
  /** Id of the step in `fold.steps`. */
  id: string;
  /** That step in the plan that is carried out: the rollout's, or the rollback's. */
  step: PlanStep;
  /** It undoes a step of the rollout. */
  undo: boolean;
}

/** What an activity works on; undefined for activities that are none of a step. */
export function activityTask(fold: RolloutFold, activityId: string): ActivityTask | undefined {
  const parsed = parseActivityId(activityId);
  const plan = parsed?.rollback ? fold.rollback?.plan : fold.plan;
  const step = plan?.find(candidate => candidate.id === parsed?.step);
  if (!parsed || !step) {
    return undefined;
  }
  const id = parsed.rollback ? rollbackStepId(fold, step.id) : step.id;
  return { id, step, undo: parsed.rollback && !isAddedByRollback(id) };
}
