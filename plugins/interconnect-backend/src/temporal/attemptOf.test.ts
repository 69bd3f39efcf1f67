import { defaultPayloadConverter } from '@temporalio/common';
import { attemptOf, maxWords } from './attemptOf';

const started = 2;
const at = (seconds: number, nanos = 0) => ({ seconds, nanos });
const said = (...values: unknown[]) => ({
  payloads: values.map(value => defaultPayloadConverter.toPayload(value)!),
});
const running = {
  activityId: 'linkSpoke@cluster-2/1',
  attempt: 2,
  state: started,
  lastStartedTime: at(1_700_000_000),
  lastHeartbeatTime: at(1_700_000_001),
};

describe('attemptOf', () => {
  it('has the newest words, and why the attempt before failed', () => {
    const heartbeatDetails = said('waiting for Link a/b: no listener');
    const lastFailure = { message: 'Waited 60 s' };
    expect(attemptOf({ ...running, heartbeatDetails, lastFailure })).toEqual({
      activityId: 'linkSpoke@cluster-2/1',
      attempt: 2,
      words: 'waiting for Link a/b: no listener',
      lastFailure: 'Waited 60 s',
    });
  });

  it('does not take words of the attempt before for those of this one', () => {
    const heartbeatDetails = said('old');
    const words = (more: object) => attemptOf({ ...running, heartbeatDetails, ...more }).words;
    expect(words({ lastHeartbeatTime: at(1_699_999_999, 999_999_999) })).toBeUndefined();
    expect(words({ lastStartedTime: at(1_700_000_001, 1) })).toBeUndefined();
    expect(words({ lastHeartbeatTime: undefined })).toBeUndefined();
    expect(words({ state: 1 })).toBeUndefined();
    expect(words({ lastStartedTime: at(1_700_000_001) })).toBe('old');
  });

  it.each([
    ['nothing', undefined],
    ['no values', said()],
    ['undefined', said(undefined)],
    ['no text', said({ password: 'x' })],
    ['a number', said(7)],
    ['blanks', said('  \n')],
    [
      'something that is encrypted',
      {
        payloads: [{ metadata: { encoding: Buffer.from('x/encrypted') }, data: Buffer.from('?') }],
      },
    ],
    [
      'broken JSON',
      { payloads: [{ metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('"') }] },
    ],
  ])('has no words when a heartbeat holds %s', (_, heartbeatDetails) => {
    expect(attemptOf({ ...running, heartbeatDetails })).toEqual({
      activityId: 'linkSpoke@cluster-2/1',
      attempt: 2,
    });
  });

  it('cuts words that are long', () => {
    const { words } = attemptOf({ ...running, heartbeatDetails: said('x'.repeat(5000)) });
    expect(words).toHaveLength(maxWords);
    expect(words).toMatch(/x…$/);
  });
});
