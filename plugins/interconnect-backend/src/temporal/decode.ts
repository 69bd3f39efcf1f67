import {
  isRolloutState,
  notSignedType,
  plainTexts,
  type RollbackPlan,
  type RolloutCommand,
  type RolloutInput,
  type RolloutResult,
  rolloutSearchAttributes,
  type StepResult,
} from '@interconnect/backstage-plugin-interconnect-common';
import { defaultPayloadConverter } from '@temporalio/common';
import type { History, Payload } from '@temporalio/common/lib/proto-utils';
import { failureText, timeoutText } from './failureText';
import type { RolloutEvent, RolloutEventBody } from './RolloutEvent';

/** An event as the Temporal server sends it. */
export type HistoryEvent = NonNullable<History['events']>[number];

/**
 * Turns an event of a rollout's history into plain data with plain texts. Throws an Error when a
 * payload is not what the contract says.
 */
export function decodeEvent(event: HistoryEvent): RolloutEvent {
  const eventId = number(event.eventId);
  if (eventId < 1 || !event.eventTime) {
    throw new Error('A history event has no id or no time');
  }
  return { eventId, time: isoTime(event.eventTime), ...plainBody(bodyOf(event)) };
}

/**
 * The first value of a list of payloads; undefined when there is none (a function that returned
 * nothing).
 */
export function decodeFirst<T>(payloads?: { payloads?: Payload[] | null } | null): T | undefined {
  const payload = payloads?.payloads?.[0];
  return payload ? defaultPayloadConverter.fromPayload<T>(payload) : undefined;
}

function bodyOf(event: HistoryEvent): RolloutEventBody {
  return (
    workflowBody(event) ??
    activityBody(event) ??
    updateBody(event) ??
    stateBody(event) ??
    localActivityBody(event) ?? { type: 'Other' }
  );
}

/** Texts of an input were plain when the portal sent it, and manifests stay as they are. */
function plainBody(body: RolloutEventBody): RolloutEventBody {
  return body.type === 'Started' ? body : plainTexts(body);
}

function workflowBody(event: HistoryEvent): RolloutEventBody | undefined {
  if (event.workflowTaskScheduledEventAttributes || event.workflowTaskStartedEventAttributes) {
    return { type: 'WorkflowTaskPending' };
  }
  const started = event.workflowExecutionStartedEventAttributes;
  if (started) {
    return { type: 'Started', input: required(decodeFirst<RolloutInput>(started.input), 'input') };
  }
  const continued = event.workflowExecutionContinuedAsNewEventAttributes;
  if (continued) {
    return { type: 'ContinuedAsNew', newRunId: required(continued.newExecutionRunId, 'run id') };
  }
  const completed = event.workflowExecutionCompletedEventAttributes;
  if (completed) {
    const result = required(decodeFirst<RolloutResult>(completed.result), 'result');
    return { type: 'Completed', result };
  }
  const failed = event.workflowExecutionFailedEventAttributes;
  if (failed) {
    return { type: 'Failed', error: failureText(failed.failure) };
  }
  if (event.workflowExecutionTimedOutEventAttributes) {
    return { type: 'TimedOut' };
  }
  const cancel = event.workflowExecutionCancelRequestedEventAttributes;
  if (cancel) {
    return { type: 'CancelRequested', ...whoAndWhy(cancel.identity, cancel.cause) };
  }
  if (event.workflowExecutionCanceledEventAttributes) {
    return { type: 'Canceled' };
  }
  const terminated = event.workflowExecutionTerminatedEventAttributes;
  if (terminated) {
    return { type: 'Terminated', ...whoAndWhy(terminated.identity, terminated.reason) };
  }
  return undefined;
}

function activityBody(event: HistoryEvent): RolloutEventBody | undefined {
  const scheduled = event.activityTaskScheduledEventAttributes;
  if (scheduled) {
    return { type: 'ActivityScheduled', activityId: scheduled.activityId ?? '' };
  }
  const started = event.activityTaskStartedEventAttributes;
  if (started) {
    return {
      type: 'ActivityStarted',
      scheduledId: number(started.scheduledEventId),
      attempt: started.attempt ?? 1,
      ...(started.lastFailure ? { lastFailure: failureText(started.lastFailure) } : {}),
    };
  }
  const completed = event.activityTaskCompletedEventAttributes;
  if (completed) {
    return {
      type: 'ActivityCompleted',
      scheduledId: number(completed.scheduledEventId),
      result: decodeFirst<StepResult>(completed.result) ?? {},
    };
  }
  const failed = event.activityTaskFailedEventAttributes;
  if (failed) {
    const scheduledId = number(failed.scheduledEventId);
    return { type: 'ActivityFailed', scheduledId, error: failureText(failed.failure) };
  }
  const timedOut = event.activityTaskTimedOutEventAttributes;
  if (timedOut) {
    const scheduledId = number(timedOut.scheduledEventId);
    return { type: 'ActivityTimedOut', scheduledId, error: timeoutText(timedOut.failure) };
  }
  const cancel = event.activityTaskCancelRequestedEventAttributes;
  if (cancel) {
    return { type: 'ActivityCancelRequested', scheduledId: number(cancel.scheduledEventId) };
  }
  const canceled = event.activityTaskCanceledEventAttributes;
  if (canceled) {
    return { type: 'ActivityCanceled', scheduledId: number(canceled.scheduledEventId) };
  }
  return undefined;
}

function updateBody(event: HistoryEvent): RolloutEventBody | undefined {
  const accepted = event.workflowExecutionUpdateAcceptedEventAttributes;
  if (accepted) {
    return { type: 'UpdateAccepted', ...requestOf(accepted.acceptedRequest) };
  }
  const completed = event.workflowExecutionUpdateCompletedEventAttributes;
  if (completed) {
    const failure = completed.outcome?.failure;
    return {
      type: 'UpdateCompleted',
      acceptedId: number(completed.acceptedEventId),
      ...(failure ? { error: failureText(failure) } : {}),
      ...(failure?.applicationFailureInfo?.type === notSignedType ? { forged: true } : {}),
    };
  }
  const rejected = event.workflowExecutionUpdateRejectedEventAttributes;
  if (rejected) {
    return {
      type: 'UpdateRejected',
      ...requestOf(rejected.rejectedRequest),
      error: failureText(rejected.failure),
    };
  }
  return undefined;
}

/** A state that this version does not know is left out: the one before it stays. */
function stateBody({
  upsertWorkflowSearchAttributesEventAttributes: upserted,
}: HistoryEvent): RolloutEventBody | undefined {
  const shown = upserted?.searchAttributes?.indexedFields?.[rolloutSearchAttributes.state];
  const state = shown && defaultPayloadConverter.fromPayload<string>(shown);
  return state && isRolloutState(state) ? { type: 'StateShown', state } : undefined;
}

/**
 * The result of a local activity stands in a marker; which one it was says its `data`, which the
 * SDK writes plainly.
 */
function localActivityBody({
  markerRecordedEventAttributes: marker,
}: HistoryEvent): RolloutEventBody | undefined {
  if (marker?.markerName !== 'core_local_activity' || !marker.details?.result) {
    return undefined;
  }
  const activity = decodeFirst<{ activity_type?: string }>(marker.details.data);
  return activity?.activity_type === 'planRollback'
    ? {
        type: 'RollbackPlanned',
        plan: required(decodeFirst<RollbackPlan>(marker.details.result), 'result'),
      }
    : undefined;
}

type UpdateRequest = NonNullable<
  HistoryEvent['workflowExecutionUpdateAcceptedEventAttributes']
>['acceptedRequest'];

function requestOf(request: UpdateRequest) {
  return {
    updateId: request?.meta?.updateId ?? '',
    name: request?.input?.name ?? '',
    command: decodeFirst<RolloutCommand>(request?.input?.args) ?? { by: 'unknown' },
    ...(request?.meta?.identity ? { identity: request.meta.identity } : {}),
  };
}

function whoAndWhy(identity?: string | null, reason?: string | null) {
  return { identity: identity || 'unknown', ...(reason ? { reason } : {}) };
}

function isoTime({ seconds, nanos }: NonNullable<HistoryEvent['eventTime']>): string {
  return new Date(number(seconds) * 1000 + Math.floor((nanos ?? 0) / 1e6)).toISOString();
}

/** Ids are 64 bits wide on the wire; what we read of them fits into a number. */
function number(value: { toString(): string } | null | undefined): number {
  return value === null || value === undefined ? 0 : Number(value.toString());
}

function required<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined || value === '') {
    throw new Error(`A rollout's history has an event without its ${what}`);
  }
  return value;
}
