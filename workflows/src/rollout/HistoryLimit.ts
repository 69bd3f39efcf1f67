/** What a run knows of its own history. */
export interface HistoryInfo {
  historyLength: number;
  historySize: number;
  continueAsNewSuggested: boolean;
}

/**
 * Where waiting for a better moment ends: well below the 51,200 events and 50 MiB at which Temporal
 * ends a run.
 */
const strictEvents = 20_480;
const strictBytes = 20 * 1024 * 1024;
/** How much further a run goes after running steps did not make room for the next run in time. */
const respite = 2_048;

/**
 * When a run should hand over to the next one (continue-as-new). It first drains: nothing new
 * starts, what runs comes to its end. A spoke that takes long must not hold up all others
 * meanwhile, therefore draining is given up after a while and tried again some events later; close
 * to Temporal's limits it is not given up.
 */
export class HistoryLimit {
  readonly #eventsPerRun?: number;
  #nextLength = 0;
  #forgone = false;

  /**
   * @param eventsPerRun - instead of Temporal's suggestion; at least 20, so that every run gets
   * something done
   */
  constructor(eventsPerRun?: number) {
    this.#eventsPerRun = eventsPerRun === undefined ? undefined : Math.max(20, eventsPerRun);
  }

  /** There can be no next run: this one goes on to its end. */
  forgo(): void {
    this.#forgone = true;
  }

  /** @param reluctant - only when there is no other way */
  reached(info: HistoryInfo, reluctant = false): boolean {
    if (this.#forgone) return false;
    if (this.isStrict(info)) return true;
    if (reluctant || info.historyLength < this.#nextLength) return false;
    return this.#eventsPerRun === undefined
      ? info.continueAsNewSuggested
      : info.historyLength >= this.#eventsPerRun;
  }

  /** Draining may not be given up any more. */
  isStrict({ historyLength, historySize }: HistoryInfo): boolean {
    return historyLength >= strictEvents || historySize >= strictBytes;
  }

  /** Draining took too long: go on for some events. */
  postpone({ historyLength }: HistoryInfo): void {
    this.#nextLength = historyLength + respite;
  }
}
