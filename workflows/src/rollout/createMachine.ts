import {
  planDigest,
  rolloutPlan,
  type ApprovalRequirement,
  type RolloutInput,
  type RolloutOptions,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ApplicationFailure } from '@temporalio/common';
import { RolloutMachine } from './RolloutMachine';

/**
 * Plans what the input asks for, and takes the plan on if it is the one that people were shown.
 *
 * @throws ApplicationFailure of type `PlanMismatch` when it is another one, `InvalidInput` when there is none. Any other
 * error would make Temporal try again for ever.
 */
export function createMachine(input: RolloutInput): RolloutMachine {
  if (typeof input !== 'object' || input === null) {
    throw ApplicationFailure.nonRetryable('The input is not that of a rollout', 'InvalidInput');
  }
  checkOptions(input.options);
  checkApproval(input.approval);
  const { steps, digest } = orFail('InvalidInput', () => {
    const planned = rolloutPlan(input);
    return { steps: planned.steps, digest: planDigest(planned) };
  });
  if (digest !== input.planDigest) {
    throw ApplicationFailure.nonRetryable(
      `The plan of this rollout is not the one that was shown (${digest}, shown was ${input.planDigest}): ask for the plan again`,
      'PlanMismatch',
    );
  }
  return orFail('InvalidInput', () => new RolloutMachine(input, steps));
}

/** A wrong number here would be a rollout that never starts a step, or never ends. */
function checkOptions(options: RolloutOptions) {
  const least = { window: 1, stepDeadlineSeconds: 1, blockedSeconds: 0 };
  for (const [key, minimum] of Object.entries(least)) {
    const value = options?.[key as keyof typeof least];
    if (!Number.isFinite(value) || value < minimum) {
      const message = `options.${key} is ${value}: it must be a number of at least ${minimum}`;
      throw ApplicationFailure.nonRetryable(message, 'InvalidInput');
    }
  }
}

/** Otherwise it could wait for ever. */
function checkApproval(approval: ApprovalRequirement | undefined) {
  const seconds = approval?.expiresAfterSeconds;
  if (approval && !(Number.isFinite(seconds) && seconds! >= 1)) {
    const message = `approval.expiresAfterSeconds is ${seconds}: it must be a number of at least 1`;
    throw ApplicationFailure.nonRetryable(message, 'InvalidInput');
  }
}

function orFail<T>(type: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw ApplicationFailure.nonRetryable((error as Error).message, type);
  }
}
