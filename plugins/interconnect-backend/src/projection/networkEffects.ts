import type { NetworkEffects } from './ProjectionStore';
import type { RolloutFold } from './RolloutFold';

/** What a rollout has done to its network by now. */
export function networkEffects(fold: RolloutFold): NetworkEffects {
  const document = documentAfter(fold);
  return {
    applied: fold.applied,
    ...(fold.observation ? { observation: fold.observation } : {}),
    ...(document ? { document } : {}),
  };
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
