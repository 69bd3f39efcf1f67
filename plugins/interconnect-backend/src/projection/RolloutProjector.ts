import type { LoggerService } from '@backstage/backend-plugin-api';
import { Backoff, pause } from '../temporal/Backoff';
import { OutageLog } from '../temporal/OutageLog';
import type { PendingActivity, RolloutHistories } from '../temporal/RolloutHistories';
import { reasonOf } from '../temporal/errors';
import type { ProjectionStore } from './ProjectionStore';
import { activityTask } from './activityTask';
import type { RolloutFold } from './RolloutFold';
import { PageOutcome, RolloutReader } from './RolloutReader';
import { GivenUpError, refusalOf } from './refusals';

/** The attempt that a step is in now. */
export type Attempt = Omit<PendingActivity, 'activityId'>;

export interface RolloutProjectorOptions {
  store: ProjectionStore;
  histories: RolloutHistories;
  logger: LoggerService;
  /** Called when this replica, and no other one, has saved news of a rollout. Must not throw. */
  onSaved?(before: RolloutFold, after: RolloutFold): void;
  /** Long polls at once; further rollouts are looked at now and then. Default 50. */
  maxPolls?: number;
  /**
   * How often rollouts are looked for that another replica started, in milliseconds. Default
   * 15,000.
   */
  lookMs?: number;
  /**
   * How long after its request a workflow may still be about to be started, in milliseconds.
   * Default 60,000.
   */
  graceMs?: number;
  /** First and longest wait after an error, in milliseconds. Default 500 and 15,000. */
  backoffMs?: { min: number; max: number };
}

/**
 * Keeps the store at what the Temporal histories of all open rollouts say.
 *
 * Why: the history is the truth of a rollout, but Temporal removes it after some days, and nobody
 * should have to ask Temporal to see a network. Guarantees: every event of every run is folded
 * exactly once into the store, in order, also across restarts, outages of either side and several
 * replicas that read the same histories: the position is compared and set in the transaction that
 * writes the fold. On failure: nothing is lost, reading goes on from the stored position as soon as
 * it is possible. What can be lost is a history that Temporal removed before it was read (an outage
 * of the portal longer than the retention), and what the database refuses for good; the rollout
 * then ends as Failed and says so.
 */
export class RolloutProjector {
  private readonly stopping = new AbortController();
  private readonly tails = new Map<string, Promise<void>>();
  /** Those whose end cannot be recorded either. */
  private readonly givenUp = new Set<string>();
  private readonly outage: OutageLog;
  private looking?: Promise<void>;
  private polls = 0;

  constructor(private readonly options: RolloutProjectorOptions) {
    this.outage = new OutageLog(options.logger);
  }

  /** Follows all open rollouts, now and those that other replicas start later, until `stop`. */
  start(): void {
    this.looking ??= this.look();
  }

  /** Follows a rollout that was started just now. Harmless when it is followed already. */
  follow(rolloutId: string): void {
    const isDone = this.tails.has(rolloutId) || this.givenUp.has(rolloutId);
    if (this.stopping.signal.aborted || isDone) {
      return;
    }
    const tail = this.tail(rolloutId).finally(() => this.tails.delete(rolloutId));
    this.tails.set(rolloutId, tail);
  }

  /**
   * Folds all that Temporal has of a rollout now, without waiting for more.
   *
   * @returns the fold after that; undefined when there is no such rollout
   * @throws TemporalUnavailableError
   */
  async catchUp(rolloutId: string): Promise<RolloutFold | undefined> {
    const reader = this.reader(rolloutId);
    let outcome;
    do {
      outcome = await reader.next({ wait: false, signal: this.stopping.signal });
    } while (outcome === 'read');
    return reader.fold ?? (await this.options.store.load(rolloutId))?.fold;
  }

  /**
   * The attempts that steps of a rollout are in now, by the id of the step: what no event tells
   * before they have ended. Empty when the rollout has ended or Temporal does not answer: it is an
   * addition to what the store knows.
   */
  async pendingAttempts(rolloutId: string): Promise<Map<string, Attempt>> {
    const attempts = new Map<string, Attempt>();
    const loaded = await this.options.store.load(rolloutId);
    const runId = loaded?.fold.position.runId || loaded?.rollout.runId;
    if (!loaded || !runId || loaded.fold.endedAt !== undefined || this.outage.isDown) {
      return attempts;
    }
    const { workflowId } = loaded.rollout;
    const pending = await this.options.histories
      .pendingActivities(workflowId, runId)
      .catch(error => {
        this.options.logger.debug(`Rollout ${rolloutId}: no attempts: ${reasonOf(error)}`);
        return [];
      });
    for (const { activityId, ...attempt } of pending) {
      const task = activityTask(loaded.fold, activityId);
      if (task) {
        attempts.set(task.id, attempt);
      }
    }
    return attempts;
  }

  /** Ends all reading; what is being saved is saved. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.looking, ...this.tails.values()]);
  }

  private async look(): Promise<void> {
    const { store, logger, lookMs = 15_000 } = this.options;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        for (const { id } of await store.listOpen()) {
          this.follow(id);
        }
      } catch (error) {
        logger.error(`Open rollouts cannot be listed: ${reasonOf(error)}`);
      }
      await pause(lookMs, signal);
    }
  }

  /** Follows one rollout to its end. Never throws. */
  private async tail(rolloutId: string): Promise<void> {
    const { signal } = this.stopping;
    const { min, max } = this.options.backoffMs ?? { min: 500, max: 15_000 };
    const backoff = new Backoff(min, max);
    const reader = this.reader(rolloutId);
    while (!signal.aborted) {
      try {
        const outcome = await this.poll(reader);
        this.outage.succeeded();
        if (outcome === 'ended') {
          this.logGivenUp(rolloutId, reader.gaveUp);
          return;
        }
        if (outcome === 'absent') {
          await backoff.wait(signal);
        } else {
          backoff.reset();
          await pause(this.restAfter(outcome, reader), signal);
        }
      } catch (error) {
        if (error instanceof GivenUpError) {
          this.givenUp.add(rolloutId);
          this.logGivenUp(rolloutId, error.message);
          return;
        }
        if (!signal.aborted) {
          if (refusalOf(error) === undefined) {
            this.outage.failed(rolloutId, error);
          }
          await backoff.wait(signal);
        }
      }
    }
  }

  private logGivenUp(rolloutId: string, reason: string | undefined): void {
    if (reason !== undefined) {
      this.options.logger.error(
        `Rollout ${rolloutId}: its history cannot be recorded, and is not read any more: ${reason}`,
      );
    }
  }

  /** Waits for news if one more long poll is allowed, else looks what is there. */
  private async poll(reader: RolloutReader): Promise<PageOutcome> {
    const { signal } = this.stopping;
    if (this.polls >= (this.options.maxPolls ?? 50)) {
      return reader.next({ wait: false, signal });
    }
    this.polls += 1;
    try {
      return await reader.next({ wait: true, signal });
    } finally {
      this.polls -= 1;
    }
  }

  /**
   * Milliseconds until the next poll. A fold of 1,000 spokes is megabytes: the longer its saving
   * takes, the more events are saved at once. Without a long poll, the more rollouts are open, the
   * more seldom each is looked at.
   */
  private restAfter(outcome: PageOutcome, reader: RolloutReader): number {
    return outcome === 'current'
      ? 2_000 * Math.max(1, this.tails.size / 100)
      : Math.min(2_000, Math.max(20, 4 * reader.workMs));
  }

  private reader(rolloutId: string): RolloutReader {
    const { store, histories, graceMs = 60_000, onSaved } = this.options;
    return new RolloutReader(rolloutId, store, histories, graceMs, onSaved);
  }
}
