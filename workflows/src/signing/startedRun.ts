import {
  notSignedType,
  type RolloutInput,
  rolloutWorkflowType,
  type RunStart,
} from '@interconnect/backstage-plugin-interconnect-common';
import {
  ApplicationFailure,
  defaultPayloadConverter,
  type Payload,
  type PayloadCodec,
} from '@temporalio/common';
import type { NativeConnection } from '@temporalio/worker';

/** What the first event of an execution's history says. */
export interface StartedRun {
  input: RolloutInput;
  start: RunStart;
}

/**
 * @throws ApplicationFailure of type `NotSigned` when it is no rollout; PayloadError when it is
 * encrypted with a key that is not known; what Temporal's service says when it does not answer
 */
export async function startedRun(
  { workflowService }: Pick<NativeConnection, 'workflowService'>,
  codec: PayloadCodec,
  execution: { namespace: string; workflowId: string; runId: string },
): Promise<StartedRun> {
  const { namespace, workflowId, runId } = execution;
  const { history } = await workflowService.getWorkflowExecutionHistory({
    namespace,
    execution: { workflowId, runId },
    maximumPageSize: 1,
  });
  const event = history?.events?.[0];
  const started = event?.workflowExecutionStartedEventAttributes;
  if (!event?.eventTime || started?.workflowType?.name !== rolloutWorkflowType) {
    throw notARollout(workflowId);
  }
  const [payload] = await codec.decode(started.input?.payloads?.slice(0, 1) ?? []);
  const input = rolloutInputOf(payload);
  if (!input) throw notARollout(workflowId);
  const { seconds, nanos } = event.eventTime;
  return {
    input,
    start: {
      workflowId,
      startedAt: new Date(Number(seconds) * 1000 + (nanos ?? 0) / 1e6).toISOString(),
      isContinued: Boolean(started.continuedExecutionRunId),
      isRepeated: Boolean(started.cronSchedule) || Boolean(started.retryPolicy),
    },
  };
}

function notARollout(workflowId: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(`Not done: ${workflowId} is no rollout`, notSignedType);
}

/** Whoever may start executions may start them with anything. */
function rolloutInputOf(payload: Payload | undefined): RolloutInput | undefined {
  if (!payload) return undefined;
  try {
    const input: Partial<RolloutInput> | null = defaultPayloadConverter.fromPayload(payload);
    return Array.isArray(input?.steps) ? (input as RolloutInput) : undefined;
  } catch {
    return undefined;
  }
}
