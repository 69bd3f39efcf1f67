import type { RolloutStep } from '@interconnect/backstage-plugin-interconnect-common';
import type { Attempt, RolloutProjector } from '../projection/RolloutProjector';
import { attemptsOf } from '../projection/RolloutFold';
import type { StoredRollout } from '../store/RolloutStore';

/**
 * The steps of a rollout with the attempts that are running now, which its history tells only when
 * they have ended. While Temporal does not answer, as the store has them.
 */
export async function liveSteps(
  projector: Pick<RolloutProjector, 'pendingAttempts'>,
  rollout: StoredRollout,
): Promise<RolloutStep[]> {
  const { steps } = rollout.fold;
  if (!rollout.confirmed || !steps.some(({ state }) => state === 'Running')) {
    return steps;
  }
  const attempts = await projector.pendingAttempts(rollout.id);
  return steps.map(step => {
    const attempt = step.state === 'Running' ? attempts.get(step.id) : undefined;
    if (!attempt) {
      return step;
    }
    const counted = attemptsOf(rollout.fold, step.id, attempt.attempt);
    return liveStep(step, { ...attempt, attempt: counted });
  });
}

function liveStep(step: RolloutStep, { attempt, words, lastFailure }: Attempt): RolloutStep {
  return {
    ...step,
    attempt,
    ...(words && { message: words }),
    ...(lastFailure && { error: lastFailure }),
  };
}
