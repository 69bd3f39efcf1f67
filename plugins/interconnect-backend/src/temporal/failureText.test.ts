import { maxText } from '@interconnect/backstage-plugin-interconnect-common';
import { failureText, timeoutText } from './failureText';

describe('failureText', () => {
  it('is what the code that failed says, not what Temporal wraps around it or a library said before', () => {
    expect(
      failureText({
        message: 'Activity task failed',
        activityFailureInfo: {},
        cause: {
          message: 'cluster-2: Service shop/my-backend is a NodePort; ClusterIP is accepted',
          cause: { message: 'ECONNRESET' },
        },
      }),
    ).toBe('cluster-2: Service shop/my-backend is a NodePort; ClusterIP is accepted');
  });

  it('has no stack trace, is not too long, and is never empty', () => {
    expect(
      failureText({ message: 'no\n    at f (/x/y.ts:1:2)\n    at Object.<anonymous>\n' }),
    ).toBe('no');
    expect(failureText({ message: 'x'.repeat(5000) })).toHaveLength(maxText);
    expect(failureText({ message: '', cause: { message: 'inner' } })).toBe('inner');
    expect(failureText(undefined)).toBe('failed without a message');
  });

  it('explains timeouts', () => {
    expect(timeoutText({ message: 'x', timeoutFailureInfo: { timeoutType: 4 } })).toBe(
      'the worker stopped reporting progress',
    );
    expect(
      failureText({
        message: 'Activity task timed out',
        activityFailureInfo: {},
        cause: {
          message: 'activity ScheduleToClose timeout',
          timeoutFailureInfo: { timeoutType: 3 },
          cause: { message: 'no address' },
        },
      }),
    ).toBe('not done within the deadline of the step; last error: no address');
  });
});
