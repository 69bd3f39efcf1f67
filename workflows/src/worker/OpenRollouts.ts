import {
  evidenceOf,
  rolloutWorkflowType,
} from '@interconnect/backstage-plugin-interconnect-common';
import {
  PayloadError,
  rolloutRefusal,
  type Verifier,
} from '@interconnect/backstage-plugin-interconnect-node';
import { ApplicationFailure, type PayloadCodec } from '@temporalio/common';
import type { NativeConnection } from '@temporalio/worker';
import { mapBounded } from '../kubernetes/bounded';
import type { OpenRollout } from '../kubernetes/mirror/rolloutStatus';
import { startedRun } from '../signing/startedRun';

/** Inputs that are read at once; each may have a megabyte. */
const concurrency = 4;
/** Code of gRPC. */
const notFound = 5;

/**
 * The rollouts that have not ended, as far as the backend has signed them. What an execution is for
 * is read once, in the input with which Temporal's server says that it was started.
 */
export class OpenRollouts {
  #known = new Map<string, OpenRollout | undefined>();

  constructor(
    private readonly verifier: Verifier,
    private readonly temporal: {
      connection: Pick<NativeConnection, 'workflowService'>;
      codec: PayloadCodec;
      namespace: string;
    },
  ) {}

  /** @throws what Temporal's service says when it does not answer */
  async list(): Promise<OpenRollout[]> {
    const known = this.#known;
    const running = await this.#running();
    const read = await mapBounded(running, concurrency, async execution => {
      const { runId } = execution;
      return [runId, known.has(runId) ? known.get(runId) : await this.#read(execution)] as const;
    });
    this.#known = new Map(read);
    return read.flatMap(([, rollout]) => rollout ?? []);
  }

  async #running(): Promise<{ workflowId: string; runId: string }[]> {
    const { connection, namespace } = this.temporal;
    const found: { workflowId: string; runId: string }[] = [];
    let nextPageToken: Uint8Array | undefined;
    do {
      const page = await connection.workflowService.listWorkflowExecutions({
        namespace,
        pageSize: 1000,
        nextPageToken,
        query: `WorkflowType = '${rolloutWorkflowType}' AND ExecutionStatus = 'Running'`,
      });
      for (const { execution } of page.executions) {
        const { workflowId, runId } = execution ?? {};
        if (workflowId && runId) found.push({ workflowId, runId });
      }
      nextPageToken = page.nextPageToken?.length ? page.nextPageToken : undefined;
    } while (nextPageToken);
    return found;
  }

  /** @returns undefined when it is not what the backend has signed, or gone by now */
  async #read(execution: { workflowId: string; runId: string }): Promise<OpenRollout | undefined> {
    const { connection, codec, namespace } = this.temporal;
    try {
      const { input, start } = await startedRun(connection, codec, { namespace, ...execution });
      if (rolloutRefusal(this.verifier, evidenceOf(input, start))) return undefined;
      const network = input.steps[0]?.input.network;
      if (!network) return undefined;
      const { rolloutId, operation, generation } = input;
      return { network, rolloutId, operation, generation, startedAt: start.startedAt };
    } catch (error) {
      const isGone = (error as { code?: number }).code === notFound;
      // Anybody's execution that cannot be read is one that is not shown, and hides no other.
      const isForeign = error instanceof ApplicationFailure || error instanceof PayloadError;
      if (isGone || isForeign) return undefined;
      throw error;
    }
  }
}
