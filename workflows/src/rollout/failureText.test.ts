import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  RetryState,
  TimeoutFailure,
  TimeoutType,
} from '@temporalio/common';
import { failureText } from './failureText';

const activityFailure = (cause: Error) =>
  new ActivityFailure('Activity task failed', 'linkSpoke', 'a/1', RetryState.TIMEOUT, '', cause);

describe('failureText', () => {
  it.each<[string, unknown, string]>([
    [
      'what the activity said',
      activityFailure(ApplicationFailure.nonRetryable('Service shop/api is a NodePort', 'X')),
      'Service shop/api is a NodePort',
    ],
    [
      'the deadline',
      activityFailure(new TimeoutFailure('timeout', undefined, TimeoutType.SCHEDULE_TO_CLOSE)),
      'not done within its deadline of 900 s',
    ],
    [
      'the last attempt before the deadline',
      activityFailure(
        Object.assign(new TimeoutFailure('t', undefined, TimeoutType.SCHEDULE_TO_CLOSE), {
          cause: ApplicationFailure.retryable('cluster-2 does not answer', 'NotReady'),
        }),
      ),
      'not done within its deadline of 900 s; the last attempt said: cluster-2 does not answer',
    ],
    [
      'a worker that went away',
      activityFailure(new TimeoutFailure('timeout', undefined, TimeoutType.HEARTBEAT)),
      'the worker stopped reporting while it ran',
    ],
    ['a cancellation', activityFailure(new CancelledFailure('x')), 'canceled while it was running'],
    ['nothing', activityFailure(ApplicationFailure.retryable('')), 'failed without saying why'],
  ])('says %s', (_, error, text) => {
    expect(failureText(error, 900)).toBe(text);
  });
});
