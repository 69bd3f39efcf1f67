import { toError } from '@backstage/errors';
import type { RolloutEvent } from '../temporal/RolloutEvent';
import type { HistoryPage, RolloutHistories } from '../temporal/RolloutHistories';
import { decodeEvent } from '../temporal/decode';
import { HistoryGoneError } from '../temporal/errors';
import type { FollowedRollout, ProjectionStore } from './ProjectionStore';
import type { RolloutFold } from './RolloutFold';
import { foldPage, HistoryGapError } from './fold';
import { endWithoutHistory, networkEffects } from './foldEnd';
import { GivenUpError, refusalOf, UnreadableEventError } from './refusals';

/** How often the same page is tried before it is taken for granted that it cannot be recorded. */
const maxRefusals = 3;

/** What became of reading one page. */
export type PageOutcome =
  /** There may be more. */
  | 'read'
  /** All that is there now has been folded. */
  | 'current'
  /** The workflow is not (yet) in Temporal. */
  | 'absent'
  /** Nothing more will come: the rollout has ended, or its row is gone. */
  | 'ended';

/**
 * Reads the history of one rollout page by page into the store, from where the store's fold ends,
 * on over continue-as-new. Nothing is kept here that cannot be read again: whatever goes wrong,
 * `next` begins anew with what the store has. So a crash between reading and saving, or another
 * replica that is faster, changes nothing.
 */
export class RolloutReader {
  private loaded?: { rollout: FollowedRollout; fold: RolloutFold };
  private runId?: string;
  private token?: Uint8Array;
  /**
   * Whether the token is one of a long poll; without waiting, such a one gives the same page again.
   */
  private waited = false;
  private held: RolloutEvent[] = [];
  private refusals = 0;

  /**
   * @param graceMs - how long after its request a workflow that is not in Temporal may still be
   * about to be started
   * @param onSaved - called when this reader has saved news; of several replicas only one saves the
   * same
   */
  constructor(
    private readonly rolloutId: string,
    private readonly store: ProjectionStore,
    private readonly histories: RolloutHistories,
    private readonly graceMs: number,
    private readonly onSaved: (before: RolloutFold, after: RolloutFold) => void = () => {},
  ) {}

  /** Milliseconds that folding and saving the last page took. */
  workMs = 0;

  /** Why the rollout was ended although its history went on; absent: it was not. */
  gaveUp?: string;

  /** The fold as it was read or saved last. */
  get fold(): RolloutFold | undefined {
    return this.loaded?.fold;
  }

  /**
   * Reads and saves one page. Throws what the store and Temporal throw; it can be called again
   * after that.
   */
  async next(options: { wait: boolean; signal?: AbortSignal }): Promise<PageOutcome> {
    try {
      return await this.read(options);
    } catch (error) {
      this.reset();
      if (error instanceof HistoryGoneError) {
        return this.endForgotten();
      }
      const refusal = refusalOf(error);
      this.refusals += refusal === undefined ? 0 : 1;
      if (refusal === undefined || this.refusals < maxRefusals) {
        throw error;
      }
      return this.giveUp(refusal);
    }
  }

  /**
   * What fails every time is not tried for ever: the rollout ends and says so, and people can go on
   * from what is recorded. Its workflow is left alone; while that runs, Temporal lets no other one
   * of the network begin.
   */
  private async giveUp(reason: string): Promise<PageOutcome> {
    this.gaveUp = reason;
    try {
      return await this.endLost(
        `its history cannot be recorded: ${reason}. What its workflow did since is not known here: look at it in Temporal, terminate it if it still runs, then repair the network`,
      );
    } catch (error) {
      throw refusalOf(error) === undefined ? error : new GivenUpError(reason);
    }
  }

  private async read(options: { wait: boolean; signal?: AbortSignal }): Promise<PageOutcome> {
    this.loaded ??= await this.store.load(this.rolloutId);
    if (!this.loaded || this.loaded.fold.endedAt !== undefined) {
      return 'ended';
    }
    const { rollout, fold } = this.loaded;
    this.runId ??= await this.runOf(rollout, fold);
    if (this.runId === undefined) {
      return this.absent(rollout);
    }
    const { workflowId } = rollout;
    const { runId } = this;
    const token = this.waited && !options.wait ? undefined : this.token;
    const page = await this.histories.historyPage({ workflowId, runId, token, ...options });
    const begun = Date.now();
    const saved = await this.save(fold, runId, page.events);
    this.workMs = Date.now() - begun;
    this.refusals = 0;
    if (!saved) {
      this.reset();
      return 'read';
    }
    const after = this.loaded.fold;
    if (after.endedAt !== undefined) {
      return 'ended';
    }
    this.token = page.token;
    this.waited = options.wait;
    if (after.position.runId !== runId && after.runs.includes(runId)) {
      this.runId = after.position.runId;
      this.token = undefined;
      this.held = [];
      return 'read';
    }
    return page.token ? 'read' : 'current';
  }

  private async runOf(rollout: FollowedRollout, fold: RolloutFold): Promise<string | undefined> {
    return (
      fold.position.runId ||
      rollout.runId ||
      (await this.histories.startedBy(rollout.workflowId, rollout.id))
    );
  }

  /**
   * False: another replica was faster, or the page does not follow the fold; either way the store
   * knows better.
   */
  private async save(
    fold: RolloutFold,
    runId: string,
    events: HistoryPage['events'],
  ): Promise<boolean> {
    let folded;
    try {
      folded = foldPage(fold, runId, this.held, events.map(decodeEvent));
    } catch (error) {
      if (error instanceof HistoryGapError && this.token) {
        return false;
      }
      throw error instanceof HistoryGapError
        ? error
        : new UnreadableEventError(toError(error).message);
    }
    this.held = folded.held;
    if (folded.fold === fold) {
      return true;
    }
    const saved = await this.store.save({
      rolloutId: this.rolloutId,
      expected: fold.position,
      fold: folded.fold,
      audit: folded.audit,
      network: networkEffects(folded.fold),
    });
    if (saved) {
      this.loaded = { rollout: this.loaded!.rollout, fold: folded.fold };
      this.onSaved(fold, folded.fold);
    }
    return saved;
  }

  private async absent(rollout: FollowedRollout): Promise<PageOutcome> {
    this.reset();
    if (Date.now() - Date.parse(rollout.requestedAt) < this.graceMs) {
      return 'absent';
    }
    return this.endLost('it was never started: Temporal knows nothing of it');
  }

  /**
   * Temporal has forgotten it. One that waited for an approval that nobody has given has done
   * nothing.
   */
  private async endForgotten(): Promise<PageOutcome> {
    const current = await this.store.load(this.rolloutId);
    return current && current.fold.state === 'AwaitingApproval' && !current.rollout.approvalGiven
      ? this.endLost(
          'nothing was done: Temporal has no history of it (any more), and nobody had approved it',
          true,
        )
      : this.endLost(
          'Temporal has no history of it (any more); what its steps did since is not known',
        );
  }

  private async endLost(message: string, nothingDone = false): Promise<PageOutcome> {
    const current = await this.store.load(this.rolloutId);
    if (current && current.fold.endedAt === undefined) {
      await this.store.save(
        endWithoutHistory(current.fold, new Date().toISOString(), message, nothingDone),
      );
    }
    this.reset();
    this.loaded = await this.store.load(this.rolloutId);
    return 'ended';
  }

  private reset() {
    this.loaded = undefined;
    this.runId = undefined;
    this.token = undefined;
    this.held = [];
  }
}
