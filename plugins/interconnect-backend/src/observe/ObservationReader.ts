import type { NetworkStore } from '../store/NetworkStore';
import type { ClosedObservation, Observations } from '../temporal/Observations';
import { forEachOf } from './forEachOf';
import { isBeingRemoved } from './isBeingRemoved';
import { ScheduleSettings, wantedSchedule } from './wantedSchedule';

/** How late an execution may appear in Temporal's lists. */
const overlapMs = 30_000;

/**
 * Takes what the observing executions returned into the store, of each network the newest. Only
 * what was made of exactly what is applied now: an observation of members that there are no more,
 * or not yet all, would say nothing about the network. Each replica reads for itself, and the store
 * takes what is newer than what it has.
 */
export class ObservationReader {
  /** Runs that have been dealt with, and when they were closed. */
  private readonly known = new Map<string, number>();
  private lookedAt?: number;

  constructor(
    private readonly store: Pick<NetworkStore, 'getNetwork' | 'saveObservation'>,
    private readonly observations: Observations,
    private readonly settings: ScheduleSettings,
  ) {}

  /**
   * Looks once.
   *
   * @returns how many observations were saved
   * @throws the first error, after everything else was read; the next call tries again
   */
  async look(now = Date.now()): Promise<number> {
    const closed = await this.observations.closed(new Date(this.since(now)));
    const news = closed.filter(({ runId }) => !this.known.has(runId));
    const newest = new Map<string, ClosedObservation>();
    for (const one of news) {
      const key = `${one.project}/${one.network}`;
      if (newest.has(key)) {
        this.remember(one);
      } else {
        newest.set(key, one);
      }
    }
    this.lookedAt = now;
    this.forget(this.since(now));
    let saved = 0;
    await forEachOf(newest.values(), async one => {
      saved += Number(await this.take(one));
      this.remember(one);
    });
    return saved;
  }

  /** After a long outage as well, only what is new now is of interest. */
  private since(now: number): number {
    const within = this.settings.intervalSeconds * 1000;
    return Math.max(this.lookedAt ?? 0, now - within) - overlapMs;
  }

  private remember({ runId, closedAt }: ClosedObservation): void {
    this.known.set(runId, closedAt.getTime());
  }

  private forget(before: number): void {
    this.known.forEach((closedAt, runId) => closedAt < before && this.known.delete(runId));
  }

  private async take(execution: ClosedObservation): Promise<boolean> {
    const { project, network: name, inputDigest } = execution;
    const network = await this.store.getNetwork(project, name);
    if (!network || isBeingRemoved(network)) {
      return false;
    }
    if (wantedSchedule(network, this.settings)?.inputDigest !== inputDigest) {
      return false;
    }
    const observation = await this.observations.result(execution);
    const { revision } = network;
    return (
      observation !== undefined &&
      this.store.saveObservation({ project, name, revision, observation })
    );
  }
}
