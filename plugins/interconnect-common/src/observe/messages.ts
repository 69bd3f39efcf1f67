import type { NetworkPhase } from '../network/phases';
import { ExposedService, NetworkObservation, NetworkRef } from '../network/types';
import { VerifyInput } from '../steps/verify';
import { AppliedSettings } from './appliedSettings';

/**
 * The contract between the backend (which keeps one Temporal Schedule a network, and reads what its
 * workflows return) and the worker (which reads the clusters). Each execution reads all members of
 * one network once and returns a `NetworkObservation`.
 */

/** Name of the workflow type, and of its one activity. @public */
export const observeWorkflowType = 'observe';

/** What the ids of all these Schedules begin with. @public */
export const observeSchedulePrefix = 'interconnect-observe.';

/** Id of a network's Schedule; its workflows have it as the beginning of theirs. @public */
export function observeScheduleId(project: string, network: string): string {
  return `${observeSchedulePrefix}${project}.${network}`;
}

/** What is known of a network of which no member can be read. @public */
export interface Unapplied extends Pick<NetworkObservation, 'members' | 'services'> {
  phase: NetworkPhase;
}

/** Argument of workflow and activity. @public */
export interface ObserveInput {
  network: NetworkRef;
  members: VerifyInput['members'];
  /** What the servers were found to expose when they were deployed. */
  exposed: ExposedService[];
  /**
   * Absent in Schedules of an older backend: then only members, links and services are looked at.
   */
  settings?: AppliedSettings;
  /**
   * The network stands on no member: nothing is read, and this is mirrored instead, as the API says
   * it.
   */
  unapplied?: Unapplied;
  /** Of the backend. Without it the network is read all the same, but not mirrored. */
  signature?: string;
}
