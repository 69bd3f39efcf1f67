import type { Payload, PayloadCodec } from '@temporalio/common';
import type { HistoryEvent } from './decode';

type Payloads = { payloads?: Payload[] | null } | null | undefined;

/** Brings payloads back to what they were before the codec encoded them, where they stand. */
export async function decodePayloads(codec: PayloadCodec, holders: Payloads[]): Promise<void> {
  await Promise.all(
    holders.map(async holder => {
      if (holder?.payloads) holder.payloads = await codec.decode(holder.payloads);
    }),
  );
}

/** What of an event is read. */
export function payloadsOfEvent(event: HistoryEvent): Payloads[] {
  return [
    event.workflowExecutionStartedEventAttributes?.input,
    event.workflowExecutionCompletedEventAttributes?.result,
    event.activityTaskCompletedEventAttributes?.result,
    event.markerRecordedEventAttributes?.details?.result,
    event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.args,
    event.workflowExecutionUpdateRejectedEventAttributes?.rejectedRequest?.input?.args,
  ];
}
