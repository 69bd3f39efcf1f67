import type { HistoryEvent } from './decode';

export interface HistoryRequest {
  workflowId: string;
  runId: string;
  /** Of the page before; absent: from the first event on. */
  token?: Uint8Array;
  /** Wait for news when there are none; the answer may still be an empty page. */
  wait: boolean;
  signal?: AbortSignal;
}

export interface HistoryPage {
  events: HistoryEvent[];
  /** For the next page; absent: there are no more events, and with `wait` there will never be. */
  token?: Uint8Array;
}

/** An activity that has not ended. */
export interface PendingActivity {
  activityId: string;
  attempt: number;
  /** What the attempt said last of what it does or waits for. */
  words?: string;
  /** Why the attempt before failed. */
  lastFailure?: string;
}

/**
 * What the projection reads of Temporal. All calls throw a TemporalUnavailableError when Temporal
 * cannot be used now, and a HistoryGoneError when it has no (such) run.
 */
export interface RolloutHistories {
  historyPage(request: HistoryRequest): Promise<HistoryPage>;

  /**
   * First run of the latest execution of a workflow id, if it was started for this rollout; else
   * undefined.
   */
  startedBy(workflowId: string, rolloutId: string): Promise<string | undefined>;

  pendingActivities(workflowId: string, runId: string): Promise<PendingActivity[]>;
}
