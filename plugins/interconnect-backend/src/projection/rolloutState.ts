import type { RolloutState, RolloutStep } from '@interconnect/backstage-plugin-interconnect-common';
import type { RolloutFold } from './RolloutFold';

/**
 * The state that follows from what was folded; that of an ended rollout is told by its last event.
 */
export function stateOf(fold: RolloutFold): RolloutState {
  if (fold.endedAt !== undefined) {
    return fold.state;
  }
  if (isAwaitingApproval(fold)) {
    return 'AwaitingApproval';
  }
  if (fold.rollback) {
    return 'RollingBack';
  }
  if (fold.paused) {
    return 'Paused';
  }
  return isBlocked(fold) ? 'Blocked' : 'Running';
}

/** Nothing starts before somebody approves it; so it ends when it is rejected, too. */
export function isAwaitingApproval({ approval }: RolloutFold): boolean {
  return approval !== undefined && approval.decision?.outcome !== 'approved';
}

/** Something failed, nothing runs, and nothing else can run without a person. */
function isBlocked(fold: RolloutFold): boolean {
  if (Object.keys(fold.open).length > 0 || !fold.steps.some(step => step.state === 'Failed')) {
    return false;
  }
  const done = new Set(fold.steps.filter(isDone).map(step => step.id));
  return !fold.steps.some(
    step => step.state === 'Pending' && step.needs.every(need => done.has(need)),
  );
}

function isDone(step: RolloutStep): boolean {
  return step.state === 'Succeeded' || step.state === 'Skipped';
}
