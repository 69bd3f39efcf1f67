import { rolloutStates } from '@interconnect/backstage-plugin-interconnect-common';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { Backoff, pause } from '../temporal/Backoff';
import { OutageLog, OutageTexts } from '../temporal/OutageLog';
import type { RolloutFold } from '../projection/RolloutFold';
import type { NetworkStore } from '../store/NetworkStore';
import type { Observations } from '../temporal/Observations';
import { keepSchedules } from './keepSchedules';
import { ObservationReader } from './ObservationReader';
import type { ScheduleSettings } from './wantedSchedule';

export interface NetworkObserverOptions extends ScheduleSettings {
  store: NetworkStore;
  observations: Observations;
  logger: LoggerService;
  /**
   * How often the Schedules are compared with the networks although nothing is known to have
   * happened. Default 60,000.
   */
  keepMs?: number;
  /**
   * How often observations are looked for. By default a sixth of the interval, one to ten seconds.
   */
  lookMs?: number;
  /** First and longest wait after an error, in milliseconds. Default 500 and 15,000. */
  backoffMs?: { min: number; max: number };
}

const keeping: OutageTexts = {
  down: 'The Schedules that observe networks are not kept until Temporal answers again.',
  up: 'Temporal answers again; the Schedules that observe networks are kept',
  failed: () => 'The Schedules that observe networks cannot be kept',
};

const reading: OutageTexts = {
  down: 'Observations of networks are not read until Temporal answers again.',
  up: 'Temporal answers again; observations of networks are read',
  failed: () => 'Observations of networks cannot be read',
};

/**
 * Keeps the status of networks at what their clusters show: one Schedule a network in Temporal,
 * whose executions read all members, and the newest result of each in the store. A network that
 * stands on no member has one as well, for the mirror.
 *
 * Why Schedules: the worker alone reaches the clusters, and the backend alone knows the networks;
 * neither has to be there for the other to go on, and people see and pause in Temporal's own UI
 * what is read. Guarantees: a Schedule follows what was applied, at the latest after `keepMs`; what
 * is stored never becomes older. On failure nothing is made up: without worker or Temporal the last
 * observation stays, with its time.
 */
export class NetworkObserver {
  private readonly stopping = new AbortController();
  private readonly loops: Promise<void>[] = [];
  private wake = new AbortController();

  constructor(private readonly options: NetworkObserverOptions) {}

  /** Begins, until `stop`. */
  start(): void {
    if (this.loops.length > 0) {
      return;
    }
    const { store, observations, intervalSeconds, taskQueue, keyId } = this.options;
    const { keepMs = 60_000, lookMs = between(1_000, (intervalSeconds * 1_000) / 6, 10_000) } =
      this.options;
    const settings = { intervalSeconds, taskQueue, keyId };
    const reader = new ObservationReader(store, observations, settings);
    this.loops.push(
      this.repeat(keeping, async () => {
        // Before the work, so that what happens meanwhile is not missed.
        this.wake = new AbortController();
        await keepSchedules(store, observations, settings);
        return () => pause(keepMs, this.wake.signal);
      }),
      this.repeat(reading, async () => {
        await reader.look();
        return () => pause(lookMs, this.stopping.signal);
      }),
    );
  }

  /**
   * To be called when news of a rollout was saved: as soon as it stands still, the Schedule of its
   * network follows it.
   */
  rolloutSaved(before: RolloutFold, after: RolloutFold): void {
    const stopped =
      rolloutStates[before.state].changesClusters && !rolloutStates[after.state].changesClusters;
    if (stopped || before.endedAt !== after.endedAt) {
      this.wake.abort();
    }
  }

  /** To be called when a document was saved or removed without a rollout. */
  documentSaved(): void {
    this.wake.abort();
  }

  /** Ends; what is being saved is saved. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake.abort();
    await Promise.all(this.loops);
  }

  /** Works and rests until the end; after an error it rests longer and longer. Never throws. */
  private async repeat(
    texts: OutageTexts,
    work: () => Promise<() => Promise<void>>,
  ): Promise<void> {
    const { signal } = this.stopping;
    const { min, max } = this.options.backoffMs ?? { min: 500, max: 15_000 };
    const backoff = new Backoff(min, max);
    const outage = new OutageLog(this.options.logger, texts);
    while (!signal.aborted) {
      try {
        const rest = await work();
        outage.succeeded();
        backoff.reset();
        await rest();
      } catch (error) {
        if (!signal.aborted) {
          outage.failed('', error);
          await backoff.wait(signal);
        }
      }
    }
  }
}

function between(least: number, value: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
