import type { PlanStep } from '@interconnect/backstage-plugin-interconnect-common';
import { rollbackStepId } from './foldRollback';
import type { NetworkEffects } from './ProjectionStore';
import type { RolloutFold } from './RolloutFold';

/** What a rollout has done to its network by now. */
export function networkEffects(fold: RolloutFold): NetworkEffects {
  const document = documentAfter(fold);
  const spokes =
    fold.operation === 'delete' || document?.to === 'gone' ? undefined : spokesAfter(fold);
  return {
    applied: fold.applied,
    ...(spokes ? { spokes } : {}),
    ...(fold.observation ? { observation: fold.observation } : {}),
    ...(document ? { document } : {}),
  };
}

/** Spokes that it has removed, by now, and whether certificates of before are refused since. */
function spokesAfter(fold: RolloutFold): NetworkEffects['spokes'] {
  const { plan, rollback } = fold;
  const byId = new Map(fold.steps.map(step => [step.id, step]));
  const isDone = (id: string) => ['Succeeded', 'Undone'].includes(byId.get(id)?.state ?? '');
  const removed = (steps: PlanStep[], stepOf: (id: string) => string) =>
    steps.flatMap(({ id, input, action }) =>
      input.kind === 'linkSpoke' && action === 'remove' && isDone(stepOf(id))
        ? [{ cluster: input.cluster, removedAt: byId.get(stepOf(id))?.endedAt ?? fold.startedAt }]
        : [],
    );
  const undone = removed(rollback?.plan ?? [], id => rollbackStepId(fold, id));
  const isRotated = plan.some(step => (isRetirement(step) || isEndOfHub(step)) && isDone(step.id));
  const leaving = isRotated ? undone : [...removed(plan, id => id), ...undone];
  return isRotated || leaving.length > 0 ? { removed: leaving, isRotated } : undefined;
}

function isRetirement({ kind, action }: PlanStep): boolean {
  return kind === 'retireAuthority' && action === 'apply';
}

/** Its authority goes with it. */
function isEndOfHub({ input, action }: PlanStep): boolean {
  return input.kind === 'deploySkupper' && input.role === 'hub' && action === 'remove';
}

function documentAfter(fold: RolloutFold): NetworkEffects['document'] {
  if (fold.endedAt === undefined) {
    return undefined;
  }
  if (fold.state === 'RolledBack') {
    return fold.previous ? { to: 'previous', desired: fold.previous } : { to: 'gone' };
  }
  if (fold.state === 'Canceled' && fold.approval && fold.steps.every(step => step.attempt === 0)) {
    return { to: 'replaced' };
  }
  return fold.state === 'Succeeded' && fold.operation === 'delete' ? { to: 'gone' } : undefined;
}
