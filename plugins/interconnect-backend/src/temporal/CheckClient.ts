import { randomUUID } from 'node:crypto';
import {
  type CheckInput,
  type CheckResult,
  checkSeconds,
  checkWorkflowType,
  plainTexts,
  type SignInTrouble,
} from '@interconnect/backstage-plugin-interconnect-common';
import { type Client, WorkflowFailedError } from '@temporalio/client';
import { reasonOf, TemporalUnavailableError, unavailable } from './errors';
import type { TemporalOptions } from './TemporalOptions';

/** A worker begins at once, or there is none. */
const defaultDeadlineMs = (checkSeconds + 3) * 1000;

/** Asks the clusters about a plan. */
export interface PlanChecks {
  /** @throws TemporalUnavailableError when no worker has answered in time, or could not */
  ask(input: CheckInput): Promise<CheckResult>;
  /**
   * Asks the worker to which clusters it cannot sign in.
   *
   * @throws TemporalUnavailableError likewise
   */
  signIns(): Promise<SignInTrouble[]>;
}

/** `PlanChecks` by a workflow a question, over the connection of a TemporalClient. */
export class CheckClient implements PlanChecks {
  constructor(
    private readonly client: Client,
    private readonly options: Pick<TemporalOptions, 'address' | 'taskQueue' | 'deadlineMs'>,
  ) {}

  ask(input: CheckInput): Promise<CheckResult> {
    const [{ network }] = [...input.steps, ...(input.removed ?? [])];
    return this.#execute(input, `check a plan of network ${network.name} of ${network.project}`);
  }

  async signIns(): Promise<SignInTrouble[]> {
    const input = { steps: [], manifests: {}, signIns: true as const };
    return (
      (await this.#execute(input, 'see to which clusters the worker can sign in')).signIns ?? []
    );
  }

  async #execute(input: CheckInput, staticSummary: string): Promise<CheckResult> {
    const { address, taskQueue, deadlineMs = defaultDeadlineMs } = this.options;
    try {
      const answer = await this.client.connection.withDeadline(Date.now() + deadlineMs, () =>
        this.client.workflow.execute<(input: CheckInput) => Promise<CheckResult>>(
          checkWorkflowType,
          {
            workflowId: `interconnect-check.${randomUUID()}`,
            taskQueue,
            args: [input],
            // Nobody waits for it any longer.
            workflowExecutionTimeout: 2 * deadlineMs,
            staticSummary,
            staticDetails: 'Asks, and changes nothing.',
          },
        ),
      );
      return plainTexts(answer);
    } catch (error) {
      if (error instanceof WorkflowFailedError) {
        throw new TemporalUnavailableError(
          `the worker could not ask them: ${reasonOf(error.cause?.cause ?? error.cause ?? error)}`,
          'refused',
        );
      }
      throw unavailable(error, address);
    }
  }
}
