import { ConflictError } from '@backstage/errors';
import {
  type RolloutCommand,
  type RolloutInput,
  type RolloutCommandName,
} from '@interconnect/backstage-plugin-interconnect-common';
import { signCommand, signRollout } from '@interconnect/backstage-plugin-interconnect-node';
import { Client, Connection, WorkflowUpdateFailedError } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { attemptOf } from './attemptOf';
import { CheckClient, type PlanChecks } from './CheckClient';
import { createConnection } from './createConnection';
import { decodeEvent, HistoryEvent } from './decode';
import { decodePayloads, payloadsOfEvent } from './decodePayloads';
import {
  HistoryGoneError,
  isNotFound,
  reasonOf,
  RolloutRunsError,
  TemporalUnavailableError,
  unavailable,
} from './errors';
import { lenientCodec } from './lenientCodec';
import { ObservationClient } from './ObservationClient';
import type { Observations } from './Observations';
import type {
  HistoryPage,
  HistoryRequest,
  PendingActivity,
  RolloutHistories,
} from './RolloutHistories';
import { startOptions } from './startOptions';
import { TemporalOptions, workflowUrl } from './TemporalOptions';
import { withSignal } from './withSignal';

const defaultDeadlineMs = 10_000;
/** The server answers a long poll without news after 20 s by default. */
const pollDeadlineMs = 60_000;
/**
 * How long we try to reach a server before we say that it is not there, and wait for what is not
 * needed.
 */
const shortDeadlineMs = 3_000;

/** The only place that speaks with Temporal, together with its `observations` and `checks`. */
export class TemporalClient implements RolloutHistories {
  static create(options: TemporalOptions): TemporalClient {
    return new TemporalClient(options, createConnection(options));
  }

  /** Schedules that observe networks. */
  readonly observations: Observations;
  /** Questions about plans. */
  readonly checks: PlanChecks;
  private readonly client: Client;
  private readonly deadlineMs: number;

  private constructor(
    private readonly options: TemporalOptions,
    private readonly connection: Connection,
  ) {
    const { namespace, codec } = options;
    this.client = new Client({
      connection,
      namespace,
      dataConverter: { payloadCodecs: [codec] },
    });
    const lists = new Client({
      connection,
      namespace,
      dataConverter: { payloadCodecs: [lenientCodec(codec)] },
    });
    this.observations = new ObservationClient(lists, options);
    this.checks = new CheckClient(this.client, options);
    this.deadlineMs = options.deadlineMs ?? defaultDeadlineMs;
  }

  get namespace(): string {
    return this.options.namespace;
  }

  /** Page of a run in Temporal's UI. */
  url(workflowId: string, runId?: string): string {
    return workflowUrl(this.options, workflowId, runId);
  }

  /** Throws a TemporalUnavailableError (outcome `refused`) when the server does not answer. */
  async reachable(): Promise<void> {
    try {
      await this.within(shortDeadlineMs, () => this.connection.workflowService.getSystemInfo({}));
    } catch (error) {
      const message = `Temporal at ${this.options.address} does not answer: ${reasonOf(error)}`;
      throw new TemporalUnavailableError(message, 'refused');
    }
  }

  /**
   * Signs a rollout and starts its workflow. Idempotent: the rollout's id is the id of the request,
   * so that the same rollout, started again (after an unknown outcome, by another replica), is the
   * same run, also when that has ended.
   *
   * @returns the id of the first run
   * @throws RolloutRunsError when another rollout of the network runs
   * @throws TemporalUnavailableError; with outcome `unknown` the workflow may have been started:
   *   start it again, or ask `startedBy`
   */
  async start(input: RolloutInput): Promise<{ workflowId: string; runId: string }> {
    await this.reachable();
    const signed = signRollout(this.options.signer, input);
    const [type, options] = startOptions(signed, this.options.taskQueue);
    const { workflowId } = options;
    try {
      const handle = await this.within(this.deadlineMs, () =>
        this.client.workflow.start(type, options),
      );
      return { workflowId, runId: handle.firstExecutionRunId };
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) {
        throw new RolloutRunsError(
          workflowId,
          await this.latest(workflowId).catch(() => undefined),
        );
      }
      throw unavailable(error, this.options.address);
    }
  }

  /**
   * Signs a person's command and hands it to a running rollout; returns when the workflow has
   * accepted it.
   *
   * @param rollout - with workflow id and first run, so that no later one of the network is meant
   * by mistake
   * @param id - of the request: the same one twice is carried out once
   * @throws ConflictError when it does not fit, with the workflow's reason, or when the rollout has
   * ended
   * @throws TemporalUnavailableError when no worker or no server answers in time; it may still be
   * carried out then
   */
  async command(
    rollout: { id: string; planDigest: string; workflowId: string; firstRunId: string },
    update: RolloutCommandName,
    command: RolloutCommand,
    id?: string,
  ): Promise<void> {
    const { id: rolloutId, planDigest, workflowId, firstRunId } = rollout;
    const handle = this.client.workflow.getHandle(workflowId, undefined, {
      firstExecutionRunId: firstRunId,
    });
    const evidence = { rolloutId, planDigest, update, command };
    try {
      await this.within(this.deadlineMs, () =>
        handle.executeUpdate<void, [RolloutCommand]>(update, {
          args: [signCommand(this.options.signer, evidence)],
          updateId: id,
        }),
      );
    } catch (error) {
      if (error instanceof WorkflowUpdateFailedError) {
        throw new ConflictError(error.cause?.message ?? error.message);
      }
      if (isNotFound(error)) {
        throw new ConflictError(`The rollout has ended; it cannot take a ${update} any more`);
      }
      throw unavailable(error, this.options.address);
    }
  }

  async startedBy(workflowId: string, rolloutId: string): Promise<string | undefined> {
    const latest = await this.latest(workflowId);
    return latest?.rolloutId === rolloutId ? latest.runId : undefined;
  }

  async historyPage(request: HistoryRequest): Promise<HistoryPage> {
    const { workflowId, runId, token, wait, signal } = request;
    const read = () =>
      this.connection.workflowService.getWorkflowExecutionHistory({
        namespace: this.options.namespace,
        execution: { workflowId, runId },
        waitNewEvent: wait,
        ...(token ? { nextPageToken: token } : {}),
      });
    const response = await this.reading(workflowId, runId, () =>
      this.within(wait ? pollDeadlineMs : this.deadlineMs, () =>
        withSignal(this.connection, signal, read),
      ),
    );
    const next = response.nextPageToken;
    const events = response.history?.events ?? [];
    await decodePayloads(this.options.codec, events.flatMap(payloadsOfEvent));
    return {
      events,
      ...(next && next.length > 0 ? { token: next } : {}),
    };
  }

  async pendingActivities(workflowId: string, runId: string): Promise<PendingActivity[]> {
    const description = await this.reading(workflowId, runId, () =>
      this.within(shortDeadlineMs, () =>
        this.connection.workflowService.describeWorkflowExecution({
          namespace: this.options.namespace,
          execution: { workflowId, runId },
        }),
      ),
    );
    const activities = description.pendingActivities ?? [];
    const told = activities.map(({ heartbeatDetails }) => heartbeatDetails);
    await decodePayloads(this.options.codec, told);
    return activities.map(attemptOf);
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  /**
   * First run of the latest execution, and the rollout that it was started for; undefined when
   * there is none.
   */
  private async latest(
    workflowId: string,
  ): Promise<{ runId: string; rolloutId?: string } | undefined> {
    try {
      const { workflowExecutionInfo: info } = await this.within(this.deadlineMs, () =>
        this.connection.workflowService.describeWorkflowExecution({
          namespace: this.options.namespace,
          execution: { workflowId },
        }),
      );
      const runId = info?.firstRunId || info?.execution?.runId;
      if (!runId) {
        return undefined;
      }
      const { events } = await this.historyPage({ workflowId, runId, wait: false });
      return { runId, rolloutId: rolloutIdOf(events[0]) };
    } catch (error) {
      if (isNotFound(error) || error instanceof HistoryGoneError) {
        return undefined;
      }
      throw unavailable(error, this.options.address);
    }
  }

  private async reading<T>(workflowId: string, runId: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw isNotFound(error)
        ? new HistoryGoneError(workflowId, runId)
        : unavailable(error, this.options.address);
    }
  }

  private within<T>(milliseconds: number, call: () => Promise<T>): Promise<T> {
    return this.connection.withDeadline(Date.now() + milliseconds, call);
  }
}

function rolloutIdOf(event: HistoryEvent | undefined): string | undefined {
  const decoded = event && decodeEvent(event);
  return decoded?.type === 'Started' ? decoded.input.rolloutId : undefined;
}
