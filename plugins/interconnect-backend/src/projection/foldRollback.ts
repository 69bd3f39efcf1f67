import { plan } from '@interconnect/backstage-plugin-interconnect-common';
import { pendingStep } from './initialFold';
import type { RolloutFold } from './RolloutFold';

const prefix = 'rollback:';

/**
 * The plan of the rollback, made when the first of its steps is scheduled: from what is applied then to `previous`, as
 * the workflow makes it. A step that undoes one that was started shows in that one; all others are added.
 */
export function planRollback(fold: RolloutFold): RolloutFold {
  if (fold.rollback?.plan) {
    return fold;
  }
  const absent = fold.rollback?.absent ?? fold.absent;
  const { steps, left } = plan(fold.applied, fold.previous, { absent });
  const undoes = new Set(
    fold.steps.filter(step => step.attempt > 0 && step.kind !== 'verify').map(step => step.id),
  );
  const idOf = (id: string) => (undoes.has(id) ? id : prefix + id);
  const added = steps
    .filter(step => !undoes.has(step.id))
    .map(step => ({ ...pendingStep(step, idOf(step.id)), needs: step.needs.map(idOf) }));
  return {
    ...fold,
    rollback: { by: 'system', ...fold.rollback, plan: steps },
    left,
    steps: [...fold.steps, ...added],
  };
}

/** Id, among the fold's steps, of the one in which a step of the rollback's plan shows. */
export function rollbackStepId(fold: RolloutFold, id: string): string {
  return fold.steps.some(step => step.id === prefix + id) ? prefix + id : id;
}

/** Whether a step was added by a rollback: it then succeeds or fails, and is not undone. */
export function isAddedByRollback(id: string): boolean {
  return id.startsWith(prefix);
}

/** Whether all that a rollback has to do is done. */
export function isRolledBack(fold: RolloutFold): boolean {
  const planned = planRollback(fold);
  const done = new Set(
    planned.steps
      .filter(({ id, state }) => state === (isAddedByRollback(id) ? 'Succeeded' : 'Undone'))
      .map(step => step.id),
  );
  return (planned.rollback?.plan ?? []).every(step => done.has(rollbackStepId(planned, step.id)));
}
