import {
  rollbackPlan,
  type RolloutCommand,
  type RolloutInput,
  type RolloutResult,
  type RolloutState,
  type RolloutCommandName,
  type StepResult,
} from '@interconnect/backstage-plugin-interconnect-common';
import { foldAll } from '../fold';
import type { RolloutEvent, RolloutEventBody } from '../../temporal/RolloutEvent';

/** What the workflow says after a command, while nothing has failed and nothing is paused. */
const shownAfter: Partial<Record<RolloutCommandName, RolloutState>> = {
  approve: 'Running',
  pause: 'Paused',
  resume: 'Running',
  retry: 'Running',
  skip: 'Running',
  rollback: 'RollingBack',
};

/**
 * Writes histories by hand, event by event as the Temporal server does, one second after the other.
 */
export class HistoryWriter {
  readonly events: RolloutEvent[] = [];
  private readonly scheduled = new Map<string, number>();

  constructor(
    input: RolloutInput,
    private readonly startMs = Date.parse('2026-11-22T10:00:00.000Z'),
  ) {
    this.add({ type: 'Started', input });
  }

  add(body: RolloutEventBody): this {
    const eventId = this.events.length + 1;
    const time = new Date(this.startMs + (eventId - 1) * 1000).toISOString();
    this.events.push({ eventId, time, ...body });
    return this;
  }

  /** A workflow task runs. */
  task(): this {
    return this.add({ type: 'WorkflowTaskPending' })
      .add({ type: 'WorkflowTaskPending' })
      .add({ type: 'Other' });
  }

  schedule(...activityIds: string[]): this {
    this.task();
    for (const activityId of activityIds) {
      this.add({ type: 'ActivityScheduled', activityId });
      this.scheduled.set(activityId, this.events.length);
    }
    return this;
  }

  complete(activityId: string, result: StepResult = { message: 'done' }): this {
    return this.attempt(activityId).add({
      type: 'ActivityCompleted',
      scheduledId: this.idOf(activityId),
      result,
    });
  }

  fail(activityId: string, error: string): this {
    const scheduledId = this.idOf(activityId);
    return this.attempt(activityId).add({ type: 'ActivityFailed', scheduledId, error });
  }

  timeOut(activityId: string, attempt: number, lastFailure: string): this {
    return this.attempt(activityId, attempt, lastFailure).add({
      type: 'ActivityTimedOut',
      scheduledId: this.idOf(activityId),
      error: 'not done within the deadline of the step',
    });
  }

  cancel(activityId: string): this {
    const scheduledId = this.idOf(activityId);
    return this.add({ type: 'ActivityCancelRequested', scheduledId })
      .attempt(activityId)
      .add({ type: 'ActivityCanceled', scheduledId });
  }

  /** Schedules and completes, one after the other. */
  run(...activityIds: string[]): this {
    return activityIds.reduce<this>((history, id) => history.schedule(id).complete(id), this);
  }

  update(name: RolloutCommandName, command: Partial<RolloutCommand> = {}, error?: string): this {
    this.task().add({
      type: 'UpdateAccepted',
      updateId: `update-${this.events.length}`,
      name,
      command: { by: 'user:default/anna', ...command },
    });
    const acceptedId = this.events.length;
    this.add({ type: 'UpdateCompleted', acceptedId, ...(error ? { error } : {}) });
    const state = error === undefined ? shownAfter[name] : undefined;
    return state ? this.show(state) : this;
  }

  /** The workflow says its state. */
  show(state: RolloutState): this {
    return this.add({ type: 'StateShown', state });
  }

  /** The workflow has planned its rollback, from what the events so far tell. */
  planRollback(): this {
    const { fold } = foldAll(undefined, 'run-1', this.events);
    const { applied, previous, rollback, absent } = fold!;
    const base = { applied, previous, absent: rollback?.absent ?? absent };
    return this.task().add({ type: 'RollbackPlanned', plan: rollbackPlan(base) });
  }

  end(result: RolloutResult): this {
    return this.task().add({ type: 'Completed', result });
  }

  private attempt(activityId: string, attempt = 1, lastFailure?: string): this {
    return this.add({
      type: 'ActivityStarted',
      scheduledId: this.idOf(activityId),
      attempt,
      ...(lastFailure ? { lastFailure } : {}),
    });
  }

  private idOf(activityId: string): number {
    const id = this.scheduled.get(activityId);
    if (id === undefined) {
      throw new Error(`${activityId} was not scheduled`);
    }
    return id;
  }
}
