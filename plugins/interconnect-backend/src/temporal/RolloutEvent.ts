import type {
  RollbackPlan,
  RolloutCommand,
  RolloutInput,
  RolloutResult,
  RolloutState,
  StepResult,
} from '@interconnect/backstage-plugin-interconnect-common';

/**
 * One event of a rollout's history, as plain data: what the fold needs of it, payloads decoded.
 * `decodeEvent` makes it from what the Temporal server sends.
 */
export type RolloutEvent = {
  /** 1, 2, … within its run. */
  eventId: number;
  /** ISO time. */
  time: string;
} & RolloutEventBody;

export type RolloutEventBody =
  | { type: 'Started'; input: RolloutInput }
  | { type: 'ActivityScheduled'; activityId: string }
  /**
   * Written by the server when the activity ends, with the last attempt's number and the failure
   * before it.
   */
  | { type: 'ActivityStarted'; scheduledId: number; attempt: number; lastFailure?: string }
  | { type: 'ActivityCompleted'; scheduledId: number; result: StepResult }
  | { type: 'ActivityFailed'; scheduledId: number; error: string }
  | { type: 'ActivityTimedOut'; scheduledId: number; error: string }
  | { type: 'ActivityCancelRequested'; scheduledId: number }
  | { type: 'ActivityCanceled'; scheduledId: number }
  | {
      type: 'UpdateAccepted';
      updateId: string;
      name: string;
      command: RolloutCommand;
      /** Of the client that sent it. */
      identity?: string;
    }
  /** `forged`: it was not signed by the backend, so who it names did not send it. */
  | { type: 'UpdateCompleted'; acceptedId: number; error?: string; forged?: true }
  /**
   * Only if the server writes it; a refusal by a validator leaves no trace in today's histories.
   */
  | {
      type: 'UpdateRejected';
      updateId: string;
      name: string;
      command: RolloutCommand;
      error: string;
    }
  /** Somebody asked Temporal itself (its UI, its command line) to cancel the execution. */
  | { type: 'CancelRequested'; identity: string; reason?: string }
  /** The workflow says which state it is in now, in its search attribute. */
  | { type: 'StateShown'; state: RolloutState }
  /** The workflow has planned its rollback. */
  | { type: 'RollbackPlanned'; plan: RollbackPlan }
  | { type: 'ContinuedAsNew'; newRunId: string }
  | { type: 'Completed'; result: RolloutResult }
  | { type: 'Failed'; error: string }
  | { type: 'TimedOut' }
  | { type: 'Canceled' }
  | { type: 'Terminated'; identity: string; reason?: string }
  /**
   * A workflow task was scheduled or started. At the end of a running history such an event may be
   * one that the server has not written yet and, when the task turns out to be needless, never
   * writes: its id is then used again.
   */
  | { type: 'WorkflowTaskPending' }
  | { type: 'Other' };
