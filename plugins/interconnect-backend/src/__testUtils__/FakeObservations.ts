import type { NetworkObservation } from '@interconnect/backstage-plugin-interconnect-common';
import type {
  ActualSchedule,
  ClosedObservation,
  Observations,
  WantedSchedule,
} from '../temporal/Observations';

/** Stands in for the Schedules of a Temporal, and for what their executions returned. */
export class FakeObservations implements Observations {
  readonly present = new Map<string, ActualSchedule & { wanted?: WantedSchedule }>();
  /** What was done, one line each. */
  readonly done: string[] = [];
  private readonly executions: { closed: ClosedObservation; result?: NetworkObservation }[] = [];

  /** @param check - before each call; may throw */
  constructor(
    private readonly check: () => void = () => {},
    private readonly taskQueue = 'interconnect',
  ) {}

  /**
   * An execution of a Schedule has ended now; without an observation its history is gone already.
   */
  complete(
    { id, inputDigest, input }: Pick<WantedSchedule, 'id' | 'input' | 'inputDigest'>,
    result?: NetworkObservation,
  ): void {
    const { project, name: network } = input.network;
    const runId = `run-${this.executions.length}`;
    const closedAt = new Date();
    const workflowId = `${id}-${closedAt.toISOString()}`;
    this.executions.push({
      closed: { workflowId, runId, project, network, inputDigest, closedAt },
      ...(result && { result }),
    });
  }

  async schedules(): Promise<ActualSchedule[]> {
    this.check();
    return [...this.present.values()];
  }

  async create(
    wanted: WantedSchedule,
    state: Pick<ActualSchedule, 'paused' | 'note'> = { paused: false },
  ): Promise<void> {
    this.check();
    const { id, digest } = wanted;
    this.done.push(`create ${id}`);
    if (!this.present.has(id)) {
      this.present.set(id, { id, digest, taskQueue: this.taskQueue, ...state, wanted });
    }
  }

  async remove(id: string): Promise<void> {
    this.check();
    this.done.push(`remove ${id}`);
    this.present.delete(id);
  }

  async closed(since: Date): Promise<ClosedObservation[]> {
    this.check();
    return this.executions
      .map(({ closed }) => closed)
      .filter(({ closedAt }) => closedAt >= since)
      .reverse();
  }

  async result({ runId }: { runId: string }): Promise<NetworkObservation | undefined> {
    this.check();
    this.done.push(`result ${runId}`);
    return this.executions.find(({ closed }) => closed.runId === runId)?.result;
  }
}
