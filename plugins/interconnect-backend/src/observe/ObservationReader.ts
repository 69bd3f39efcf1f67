import type { NetworkStore } from '../store/NetworkStore';
import type { ClosedObservation, Observations } from '../temporal/Observations';
import { isBeingRemoved } from './onTheMove';
import { ScheduleSettings, wantedSchedule } from './wantedSchedule';

/** How far the first look goes back, and how late an execution may appear in Temporal's lists. */
const overlapMs = 30_000;

/**
 * Takes what the observing executions returned into the store, of each network the newest. Only what was made of exactly
 * what is applied now: an observation of members that there are no more, or not yet all, would say nothing about the
 * network. Each replica reads for itself, and the store takes what is newer than what it has.
 */
export class ObservationReader {
  /** Runs that have been dealt with, and when they were closed. */
  private readonly known = new Map<string, number>();
  private since: number;

  constructor(
    private readonly store: Pick<NetworkStore, 'getNetwork' | 'saveObservation'>,
    private readonly observations: Observations,
    private readonly settings: ScheduleSettings,
    now = Date.now(),
  ) {
    this.since = now - overlapMs - settings.intervalSeconds * 1000;
  }

  /**
   * Looks once. What fails is looked at again by the next call.
   *
   * @returns how many observations were saved
   */
  async look(now = Date.now()): Promise<number> {
    const closed = await this.observations.closed(new Date(this.since));
    const news = closed.filter(({ runId }) => !this.known.has(runId));
    const newest = new Map<string, ClosedObservation>();
    for (const one of news) {
      const key = `${one.project}/${one.network}`;
      if (!newest.has(key)) {
        newest.set(key, one);
      }
    }
    let saved = 0;
    for (const one of newest.values()) {
      saved += Number(await this.take(one));
    }
    news.forEach(({ runId, closedAt }) => this.known.set(runId, closedAt.getTime()));
    this.since = now - overlapMs;
    for (const [runId, closedAt] of this.known) {
      if (closedAt < this.since) {
        this.known.delete(runId);
      }
    }
    return saved;
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
