import type {
  NetworkObservation,
  ObserveInput,
} from '@interconnect/backstage-plugin-interconnect-common';

/** The Schedule that a network should have. */
export interface WantedSchedule {
  /** `observeScheduleId` of the network. */
  id: string;
  input: ObserveInput;
  intervalSeconds: number;
  /** Of the input. The executions carry it, so that it is known what an observation was made of. */
  inputDigest: string;
  /** Of everything that the Schedule is made of: another digest, another Schedule. */
  digest: string;
}

/** A Schedule as Temporal lists it. */
export interface ActualSchedule {
  id: string;
  /** Of what it was made of; absent: it is not one of ours. */
  digest?: string;
  /** Queue of the worker that it was made for. */
  taskQueue?: string;
  paused: boolean;
  /** What the person wrote who paused it. */
  note?: string;
}

/** An execution that has made an observation. */
export interface ClosedObservation {
  workflowId: string;
  runId: string;
  project: string;
  network: string;
  /** Of the input that it was made of. */
  inputDigest: string;
  closedAt: Date;
}

/**
 * The Schedules that observe networks, and what their executions returned. All calls throw a
 * TemporalUnavailableError when Temporal cannot be used now. Lists lag behind by a second or so.
 */
export interface Observations {
  /** All Schedules of networks in the namespace, whoever made them. */
  schedules(): Promise<ActualSchedule[]>;

  /** Does nothing when there is one already, whatever it looks like: the next list tells. */
  create(wanted: WantedSchedule, state?: Pick<ActualSchedule, 'paused' | 'note'>): Promise<void>;

  /** Does nothing when there is none. An execution that runs is left to end. */
  remove(id: string): Promise<void>;

  /** What was completed for our task queue since then, the newest first. */
  closed(since: Date): Promise<ClosedObservation[]>;

  /** What an execution returned; undefined when Temporal does not have it (any more). */
  result(execution: { workflowId: string; runId: string }): Promise<NetworkObservation | undefined>;
}
