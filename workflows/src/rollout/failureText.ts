import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/common';
import { isCancellation } from '@temporalio/workflow';

/**
 * What went wrong in an activity, in the words of the activity: without Temporal's wrappers and
 * stack traces.
 *
 * @param deadlineSeconds - of the step, to name it when it has passed
 */
export function failureText(error: unknown, deadlineSeconds: number): string {
  if (isCancellation(error)) return 'canceled while it was running';
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof TimeoutFailure) return timeoutText(cause, deadlineSeconds);
  if (cause instanceof Error && cause.message) return cause.message;
  return 'failed without saying why';
}

function timeoutText({ timeoutType, cause }: TimeoutFailure, deadlineSeconds: number): string {
  const last =
    cause instanceof ApplicationFailure ? `; the last attempt said: ${cause.message}` : '';
  return timeoutType === 'HEARTBEAT'
    ? `the worker stopped reporting while it ran${last}`
    : `not done within its deadline of ${deadlineSeconds} s${last}`;
}
