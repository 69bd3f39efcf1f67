import {
  formatRefusal,
  planDigest,
  type ApprovalRequirement,
  type RolloutInput,
  type RolloutOptions,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ApplicationFailure } from '@temporalio/common';

/**
 * Looks whether an input can be carried out.
 *
 * @throws ApplicationFailure of type `UnknownFormat` when another version of the backend wrote it,
 * `InvalidInput` when it is none. Any other error would make Temporal try again for ever.
 */
export function checkInput(input: RolloutInput): void {
  if (typeof input !== 'object' || typeof input?.rolloutId !== 'string') {
    throw invalid('The input is not that of a rollout');
  }
  const refusal = formatRefusal(input);
  if (refusal) throw ApplicationFailure.nonRetryable(refusal, 'UnknownFormat');
  if (!Array.isArray(input.steps)) {
    throw invalid('steps is missing: it must be the list of the steps of the plan');
  }
  if (planDigest(input) !== input.planDigest) {
    throw invalid('The plan of this rollout is not the one that was shown: ask for the plan again');
  }
  checkOptions(input.options);
  checkApproval(input.approval);
}

/** A wrong number here would be a rollout that never starts a step, or never ends. */
function checkOptions(options: RolloutOptions) {
  const least = { window: 1, stepDeadlineSeconds: 1, blockedSeconds: 0 };
  for (const [key, minimum] of Object.entries(least)) {
    const value = options?.[key as keyof typeof least];
    if (!Number.isFinite(value) || value < minimum) {
      throw invalid(`options.${key} is ${value}: it must be a number of at least ${minimum}`);
    }
  }
}

/** Otherwise it could wait for ever. */
function checkApproval(approval: ApprovalRequirement | undefined) {
  const seconds = approval?.expiresAfterSeconds;
  if (approval && !(Number.isFinite(seconds) && seconds! >= 1)) {
    throw invalid(`approval.expiresAfterSeconds is ${seconds}: it must be a number of at least 1`);
  }
}

function invalid(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, 'InvalidInput');
}
