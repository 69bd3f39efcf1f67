import { ConflictError } from '@backstage/errors';
import type {
  CheckInput,
  CheckResult,
  RolloutCommand,
  RolloutInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Temporal } from '../plugin';
import { RolloutRunsError, TemporalUnavailableError } from '../temporal/errors';
import { FakeObservations } from './FakeObservations';

/**
 * Stands in for the Temporal client where a test is about REST: it knows which rollout runs under a
 * workflow id, and tells no history.
 */
export class FakeTemporal implements Temporal {
  readonly namespace = 'test';
  /** Running executions by workflow id. */
  readonly running = new Map<string, RolloutInput>();
  readonly commands: { name: string; command: RolloutCommand; execution: object }[] = [];
  /**
   * `down`: nothing is done. `silent`: nothing is done, but nobody knows. `lost`: the workflow is
   * started, and the answer is lost.
   */
  mode: 'up' | 'down' | 'silent' | 'lost' = 'up';
  readonly observations = new FakeObservations(() => {
    if (this.mode === 'down') {
      throw new TemporalUnavailableError('Temporal at test:1 does not answer', 'refused');
    }
  });
  /** What the clusters say to plans; an Error: they are not asked. */
  says: CheckResult | Error = { findings: [], more: 0 };
  /** What they were asked. */
  readonly asked: CheckInput[] = [];
  readonly checks = {
    ask: async (input: CheckInput) => {
      this.asked.push(input);
      if (this.says instanceof Error) throw this.says;
      return this.says;
    },
    signIns: async () => {
      if (this.says instanceof Error) throw this.says;
      return this.says.signIns ?? [];
    },
  };
  /** Why the next command does not fit. */
  conflict?: string;

  async start(input: RolloutInput): Promise<{ workflowId: string; runId: string }> {
    const workflowId = `interconnect.${input.project}.${input.network}`;
    if (this.mode === 'down') {
      throw new TemporalUnavailableError('Temporal at test:1 does not answer', 'refused');
    }
    const other = this.running.get(workflowId);
    if (other) {
      throw new RolloutRunsError(workflowId, { runId: 'run', rolloutId: other.rolloutId });
    }
    if (this.mode !== 'silent') {
      this.running.set(workflowId, input);
    }
    if (this.mode !== 'up') {
      throw new TemporalUnavailableError('Temporal at test:1: deadline exceeded', 'unknown');
    }
    return { workflowId, runId: `run-of-${input.rolloutId}` };
  }

  async startedBy(workflowId: string, rolloutId: string): Promise<string | undefined> {
    if (this.mode === 'down') {
      throw new TemporalUnavailableError('Temporal at test:1 does not answer', 'refused');
    }
    const started = this.running.get(workflowId)?.rolloutId === rolloutId;
    return started ? `run-of-${rolloutId}` : undefined;
  }

  async command(execution: object, name: string, command: RolloutCommand): Promise<void> {
    if (this.conflict) {
      throw new ConflictError(this.conflict);
    }
    this.commands.push({ name, command, execution });
  }

  async historyPage(request: { signal?: AbortSignal }): Promise<{ events: [] }> {
    await new Promise((_, reject) => {
      request.signal?.addEventListener('abort', () => reject(new Error('aborted')));
    });
    return { events: [] };
  }

  async pendingActivities() {
    return [];
  }

  url(workflowId: string, runId = ''): string {
    return `http://temporal.test/${workflowId}/${runId}`;
  }

  async close() {}
}
