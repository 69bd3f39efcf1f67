import { DesiredNetwork } from '../document/DesiredNetwork';
import { plan } from '../plan/plan';
import { AppliedNetwork, LeftBehind, PlanStep } from '../plan/types';

/** What a rollback is planned from. @public */
export interface RollbackBase {
  /**
   * What stands by now: what was applied before the rollout, and every step of it that was started.
   */
  applied: AppliedNetwork;
  /** What it leads back to; absent: nothing. */
  previous?: DesiredNetwork;
  /** Clusters that are not configured any more: no step is on one of them. */
  absent?: string[];
}

/** What a rollback does. @public */
export interface RollbackPlan {
  steps: PlanStep[];
  /** What it leaves behind because it cannot reach it; absent: nothing. */
  left?: LeftBehind[];
}

/**
 * The plan of a rollback. A worker makes it once for a rollout, when the steps of the way forward
 * have stopped; from then on it stands in the history. The backend makes it to show it before
 * anybody asks for it.
 *
 * @throws Error when there is none
 * @public
 */
export function rollbackPlan({ applied, previous, absent }: RollbackBase): RollbackPlan {
  const { steps, left } = plan(applied, previous, { absent });
  return { steps, ...(left && { left }) };
}
