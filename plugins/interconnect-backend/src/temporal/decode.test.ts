import { defaultPayloadConverter } from '@temporalio/common';
import { decodeEvent, HistoryEvent } from './decode';

const strange = 'a\0b\ud800c';
const plain = 'a\ufffdb\ufffdc';

const event = (attributes: object) =>
  ({
    eventId: 7,
    eventTime: { seconds: 1_700_000_000, nanos: 0 },
    ...attributes,
  }) as unknown as HistoryEvent;
const payloads = (value: unknown) => ({ payloads: [defaultPayloadConverter.toPayload(value)] });

describe('decodeEvent makes texts plain', () => {
  it('of the failure of an activity', () => {
    const failure = { message: `${strange}${'x'.repeat(100_000)}` };
    const attributes = { activityTaskFailedEventAttributes: { scheduledEventId: 5, failure } };
    const decoded = decodeEvent(event(attributes));
    expect(decoded).toMatchObject({ type: 'ActivityFailed', scheduledId: 5 });
    expect('error' in decoded && decoded.error).toMatch(/^a\ufffdb\ufffdcx+…$/);
    expect('error' in decoded && decoded.error).toHaveLength(2000);
  });

  it('of the result of an activity', () => {
    const result = payloads({ message: strange, mismatches: [strange] });
    const attributes = { activityTaskCompletedEventAttributes: { scheduledEventId: 5, result } };
    expect(decodeEvent(event(attributes))).toMatchObject({
      result: { message: plain, mismatches: [plain] },
    });
  });

  it('of commands, whoever gave them', () => {
    const input = { name: 'pause', args: payloads({ by: 'user:default/anna', reason: strange }) };
    const acceptedRequest = { meta: { updateId: '1' }, input };
    const attributes = { workflowExecutionUpdateAcceptedEventAttributes: { acceptedRequest } };
    expect(decodeEvent(event(attributes))).toMatchObject({ command: { reason: plain } });
    const terminated = { identity: strange, reason: strange };
    expect(
      decodeEvent(event({ workflowExecutionTerminatedEventAttributes: terminated })),
    ).toMatchObject({ identity: plain, reason: plain });
  });

  it('but not of manifests, which are applied as they are', () => {
    const input = payloads({ rolloutId: 'r1', manifests: { digest: 'a\r\nb' } });
    expect(
      decodeEvent(event({ workflowExecutionStartedEventAttributes: { input } })),
    ).toMatchObject({ input: { manifests: { digest: 'a\r\nb' } } });
  });
});
