import { randomUUID } from 'node:crypto';
import {
  rolloutQuery,
  rolloutSearchAttributes,
  rolloutWorkflowType,
  type RolloutCommand,
  type RolloutInput,
  type RolloutReport,
  type RolloutResult,
  type RolloutCommandName,
} from '@interconnect/backstage-plugin-interconnect-common';
import { signCommand, signRollout } from '@interconnect/backstage-plugin-interconnect-node';
import {
  Client,
  Connection,
  type WorkflowHandle,
  type WorkflowStartOptions,
} from '@temporalio/client';
import {
  type DataConverter,
  defineSearchAttributeKey,
  type PayloadCodec,
  type WorkerDeploymentVersion,
} from '@temporalio/common';
import type { History } from '@temporalio/common/lib/proto-utils';
import { type MockActivities, testCodec, testSigner, TestWorker } from '../../testing';

const stateKey = defineSearchAttributeKey(rolloutSearchAttributes.state, 'KEYWORD');

/** A rollout that was started by a test. */
export interface StartedRollout {
  handle: WorkflowHandle;
  result(): Promise<RolloutResult>;
  command(update: RolloutCommandName, command?: Partial<RolloutCommand>): Promise<void>;
  report(): Promise<RolloutReport>;
  /** Polls the workflow until the report is as wanted. */
  until(wanted: (report: RolloutReport) => boolean): Promise<RolloutReport>;
  /** What Temporal's UI shows of it now. */
  currentDetails(): Promise<string | undefined>;
  /** Value of the search attribute that holds the state. */
  shownState(): Promise<string | undefined>;
  /** Histories of all runs so far, the first one first. */
  histories(): Promise<History[]>;
}

/** Runs our workflow against mocked activities on a running Temporal server. */
export class RolloutServer {
  /**
   * @param codec - of what the server keeps; by default it encrypts
   * @throws Error when TEMPORAL_ADDRESS names no server
   */
  static async connect(codec: PayloadCodec = testCodec): Promise<RolloutServer> {
    const address = process.env.TEMPORAL_ADDRESS;
    if (!address) {
      throw new Error('TEMPORAL_ADDRESS is not set: these tests need a Temporal server (npm test)');
    }
    const connection = await Connection.connect({ address });
    const worker = await TestWorker.connect(address, codec);
    return new RolloutServer(connection, worker, codec);
  }

  readonly client: Client;
  readonly dataConverter: DataConverter;

  private constructor(
    private readonly connection: Connection,
    readonly worker: TestWorker,
    codec: PayloadCodec,
  ) {
    this.dataConverter = { payloadCodecs: [codec] };
    this.client = new Client({
      connection,
      identity: 'starter of the tests',
      dataConverter: this.dataConverter,
    });
  }

  async close(): Promise<void> {
    await this.connection.close();
    await this.worker.close();
  }

  /**
   * Runs `work` while a worker carries out the rollouts of a task queue, by default those that
   * `work` starts.
   */
  async withWorker<T>(
    activities: MockActivities,
    work: (start: (input: RolloutInput, id?: string) => Promise<StartedRollout>) => Promise<T>,
    taskQueue = `rollout-${randomUUID()}`,
  ): Promise<T> {
    return this.worker.during(
      activities,
      () => work((input, workflowId) => this.start(input, taskQueue, workflowId)),
      taskQueue,
    );
  }

  /**
   * Makes a version of a worker the current one, on which new rollouts start. Waits for its worker.
   */
  async makeCurrent({ deploymentName, buildId }: WorkerDeploymentVersion): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await this.connection.workflowService.setWorkerDeploymentCurrentVersion({
          ...{ namespace: 'default', deploymentName, buildId },
          identity: 'operator of the tests',
        });
        return;
      } catch (error) {
        if (tries === 100) throw error;
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    }
  }

  /**
   * Starts a rollout, whether there is a worker or not; signs it as the backend does, and its
   * commands.
   */
  async start(
    input: RolloutInput,
    taskQueue: string,
    workflowId = `interconnect.${randomUUID()}`,
  ): Promise<StartedRollout> {
    return this.startAsItIs(signRollout(testSigner, input, { workflowId }), taskQueue, workflowId);
  }

  /** Starts what somebody else may have written. */
  async startAsItIs(
    input: RolloutInput,
    taskQueue: string,
    workflowId: string,
    more: Partial<WorkflowStartOptions> = {},
  ): Promise<StartedRollout> {
    const handle = await this.client.workflow.start(rolloutWorkflowType, {
      taskQueue,
      workflowId,
      args: [input],
      workflowIdConflictPolicy: 'FAIL',
      typedSearchAttributes: [{ key: stateKey, value: 'Running' }],
      ...more,
    });
    // Follows the runs that continue as new.
    const latest = this.client.workflow.getHandle(workflowId, undefined, {
      firstExecutionRunId: handle.firstExecutionRunId,
    });
    const report = () => latest.query<RolloutReport>(rolloutQuery);
    return {
      handle: latest,
      report,
      result: () => latest.result() as Promise<RolloutResult>,
      command: (update, command = {}) =>
        latest.executeUpdate<void, [RolloutCommand]>(update, {
          args: [
            signCommand(testSigner, {
              rolloutId: input.rolloutId,
              planDigest: input.planDigest,
              update,
              command: { by: 'user:default/guest', ...command },
            }),
          ],
        }),
      until: async wanted => {
        for (let tries = 0; tries < 600; tries++) {
          const current = await report();
          if (wanted(current)) return current;
          await new Promise(resolve => setTimeout(resolve, 50));
        }
        throw new Error(`The rollout did not get there: ${JSON.stringify(await report())}`);
      },
      histories: () => this.#histories(workflowId, handle.firstExecutionRunId),
      currentDetails: async () =>
        (await latest.query<{ currentDetails?: string }>('__temporal_workflow_metadata'))
          .currentDetails,
      shownState: async () => (await latest.describe()).typedSearchAttributes.get(stateKey),
    };
  }

  async #histories(workflowId: string, firstRunId: string): Promise<History[]> {
    const histories: History[] = [];
    for (let runId: string | null | undefined = firstRunId; runId;) {
      const history = await this.client.workflow.getHandle(workflowId, runId).fetchHistory();
      histories.push(history);
      runId = nextRunId(history);
    }
    return histories;
  }
}

/** The run that follows one that continued as new. */
function nextRunId({ events }: History): string | null | undefined {
  return events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
}
