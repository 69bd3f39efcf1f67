import {
  type NetworkObservation,
  observeSchedulePrefix,
  observeWorkflowType,
  plainTexts,
  rolloutSearchAttributes,
} from '@interconnect/backstage-plugin-interconnect-common';
import { signObservation } from '@interconnect/backstage-plugin-interconnect-node';
import {
  Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  WorkflowExecutionInfo,
} from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import { isNotFound, unavailable } from './errors';
import type {
  ActualSchedule,
  ClosedObservation,
  Observations,
  WantedSchedule,
} from './Observations';
import { scheduleOptions } from './scheduleOptions';
import type { TemporalOptions } from './TemporalOptions';

const deadlineMs = 10_000;
/** Of lists, over all pages. */
const listDeadlineMs = 30_000;

/** `Observations` in Temporal, over the connection of a TemporalClient. */
export class ObservationClient implements Observations {
  constructor(
    private readonly client: Client,
    private readonly options: Pick<TemporalOptions, 'address' | 'taskQueue' | 'signer'>,
  ) {}

  async schedules(): Promise<ActualSchedule[]> {
    return this.calling(listDeadlineMs, async () => {
      const found: ActualSchedule[] = [];
      for await (const { scheduleId, memo, state } of this.client.schedule.list()) {
        if (scheduleId.startsWith(observeSchedulePrefix)) {
          found.push({
            id: scheduleId,
            ...textsOf(memo, 'digest', 'taskQueue'),
            paused: state.paused,
            ...(state.note && { note: state.note }),
          });
        }
      }
      return found;
    });
  }

  async create(
    wanted: WantedSchedule,
    state?: Pick<ActualSchedule, 'paused' | 'note'>,
  ): Promise<void> {
    const { taskQueue, signer } = this.options;
    const signed = { ...wanted, input: signObservation(signer, wanted.input) };
    await this.calling(deadlineMs, async () => {
      try {
        await this.client.schedule.create(scheduleOptions(signed, taskQueue, state));
      } catch (error) {
        if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      }
    });
  }

  async remove(id: string): Promise<void> {
    await this.calling(deadlineMs, async () => {
      try {
        await this.client.schedule.getHandle(id).delete();
      } catch (error) {
        if (!(error instanceof ScheduleNotFoundError) && !isNotFound(error)) throw error;
      }
    });
  }

  async closed(since: Date): Promise<ClosedObservation[]> {
    const query = [
      `WorkflowType = '${observeWorkflowType}'`,
      `TaskQueue = '${this.options.taskQueue.replaceAll("'", "\\'")}'`,
      "ExecutionStatus = 'Completed'",
      `CloseTime >= '${since.toISOString()}'`,
    ].join(' AND ');
    return this.calling(listDeadlineMs, async () => {
      const found: ClosedObservation[] = [];
      for await (const info of this.client.workflow.list({ query })) {
        const observation = closedObservation(info);
        if (observation) found.push(observation);
      }
      return found.sort((one, other) => other.closedAt.getTime() - one.closedAt.getTime());
    });
  }

  async result({
    workflowId,
    runId,
  }: {
    workflowId: string;
    runId: string;
  }): Promise<NetworkObservation | undefined> {
    const handle = this.client.workflow.getHandle(workflowId, runId, { followRuns: false });
    return this.calling(deadlineMs, async () => {
      try {
        return plainTexts((await handle.result()) as NetworkObservation);
      } catch (error) {
        if (isNotFound(error)) return undefined;
        throw error;
      }
    });
  }

  private async calling<T>(milliseconds: number, call: () => Promise<T>): Promise<T> {
    try {
      return await this.client.connection.withDeadline(Date.now() + milliseconds, call);
    } catch (error) {
      throw unavailable(error, this.options.address);
    }
  }
}

const projectKey = defineSearchAttributeKey(rolloutSearchAttributes.project, 'KEYWORD');
const networkKey = defineSearchAttributeKey(rolloutSearchAttributes.network, 'KEYWORD');

/** Undefined for what was started by hand, without what our Schedules give along. */
function closedObservation(info: WorkflowExecutionInfo): ClosedObservation | undefined {
  const { workflowId, runId, closeTime, memo, typedSearchAttributes } = info;
  const project = typedSearchAttributes.get(projectKey);
  const network = typedSearchAttributes.get(networkKey);
  const { inputDigest } = textsOf(memo, 'inputDigest');
  return project && network && inputDigest && closeTime
    ? { workflowId, runId, project, network, inputDigest, closedAt: closeTime }
    : undefined;
}

/** Those of a memo's fields that are texts. */
function textsOf<K extends string>(
  memo: Record<string, unknown> | undefined,
  ...keys: K[]
): { [key in K]?: string } {
  const texts = keys.filter(key => typeof memo?.[key] === 'string').map(key => [key, memo?.[key]]);
  return Object.fromEntries(texts);
}
