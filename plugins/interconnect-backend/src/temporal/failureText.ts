import { plainText } from '@interconnect/backstage-plugin-interconnect-common';

/** What we read of a failure as the Temporal server sends it; never its stack trace. */
export interface FailureLike {
  message?: string | null;
  cause?: FailureLike | null;
  timeoutFailureInfo?: { timeoutType?: number | string | null } | null;
  /** Set on what Temporal wraps around the failure of an activity or a child. */
  activityFailureInfo?: object | null;
  childWorkflowExecutionFailureInfo?: object | null;
}

/**
 * What went wrong, in the words of the code that failed: Temporal's own wrappers ("Activity task
 * failed") are left out, and so are causes below the message (raw errors of libraries) and stack
 * traces, also when one is in the message. What is too long of it is for the logs of the worker.
 */
export function failureText(failure: FailureLike | null | undefined): string {
  let f = failure;
  while (f?.cause && (f.activityFailureInfo || f.childWorkflowExecutionFailureInfo || !f.message)) {
    f = f.cause;
  }
  if (f?.timeoutFailureInfo) {
    return timeoutText(f);
  }
  return plainText(withoutStack(f?.message ?? '')) || 'failed without a message';
}

const timeouts: Record<string, string> = {
  1: 'one attempt took longer than it may',
  2: 'no worker took the step in time',
  3: 'not done within the deadline of the step',
  4: 'the worker stopped reporting progress',
};

/** What a timeout means for people, and what went wrong last, if the server says so. */
export function timeoutText(failure: FailureLike | null | undefined): string {
  const meaning = timeouts[timeoutTypeOf(failure)] ?? 'ran out of time';
  const cause = failure?.cause ? `; last error: ${failureText(failure.cause)}` : '';
  return `${meaning}${cause}`;
}

function timeoutTypeOf(failure: FailureLike | null | undefined): string {
  return String(failure?.timeoutFailureInfo?.timeoutType ?? '');
}

function withoutStack(text: string): string {
  return text
    .split('\n')
    .filter(line => !/^\s+at \S/.test(line))
    .join('\n')
    .trim();
}
