import type { RolloutEvent } from '../temporal/RolloutEvent';
import type { Change } from './foldAudit';
import { pendingStep } from './foldStarted';
import type { RolloutFold } from './RolloutFold';

const prefix = 'rollback:';

/**
 * The workflow has planned its rollback. A step that undoes one that was started shows in that one;
 * all others are added. Undefined for all other events.
 */
export function foldRollback(fold: RolloutFold, event: RolloutEvent): Change | undefined {
  if (event.type !== 'RollbackPlanned') {
    return undefined;
  }
  const { steps, left } = event.plan;
  const undoes = new Set(
    fold.steps.filter(step => step.attempt > 0 && step.kind !== 'verify').map(step => step.id),
  );
  const idOf = (id: string) => (undoes.has(id) ? id : prefix + id);
  const added = steps
    .filter(step => !undoes.has(step.id))
    .map(step => ({
      ...pendingStep(step, idOf(step.id)),
      needs: step.needs.map(idOf),
      ...(step.after && { after: step.after.map(idOf) }),
    }));
  const planned: RolloutFold = {
    ...fold,
    rollback: { by: 'system', ...fold.rollback, plan: steps },
    left,
    steps: [...fold.steps, ...added],
  };
  return { fold: planned, notes: [] };
}

/** Id, among the fold's steps, of the one in which a step of the rollback's plan shows. */
export function rollbackStepId(fold: RolloutFold, id: string): string {
  return fold.steps.some(step => step.id === prefix + id) ? prefix + id : id;
}

/** Whether a step was added by a rollback: it then succeeds or fails, and is not undone. */
export function isAddedByRollback(id: string): boolean {
  return id.startsWith(prefix);
}
