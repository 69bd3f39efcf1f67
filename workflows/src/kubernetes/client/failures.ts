import { plainText } from '@interconnect/backstage-plugin-interconnect-common';
import { ApplicationFailure } from '@temporalio/common';

/**
 * Types of the failures that activities end with. Those of the first group are retried by Temporal,
 * those of the second are not: no repetition can mend them.
 */
export const failureTypes = {
  /** No answer from the cluster. */
  unreachable: 'Unreachable',
  /**
   * Something in the way goes away by itself: a namespace that is being deleted, a write at the
   * same time.
   */
  conflict: 'Conflict',
  /** What was asked for is not there yet, or no longer. */
  notFound: 'NotFound',
  /** The cluster answered with an error of its own. */
  clusterError: 'ClusterError',
  /** Waited as long as the attempt may take. */
  notReady: 'NotReady',

  /** Waited until the step's deadline. */
  notReadyInTime: 'NotReadyInTime',
  unauthorized: 'Unauthorized',
  forbidden: 'Forbidden',
  /** The cluster's certificate is not the one that the configuration trusts. */
  untrusted: 'Untrusted',
  /** An object of somebody else has the name. */
  nameTaken: 'NameTaken',
  invalidInput: 'InvalidInput',
  /** The object is there, and what is asked for cannot be changed of it. */
  immutable: 'Immutable',
  /** Something that the step needs is not on the cluster, and only a person can put it there. */
  missing: 'Missing',
  /** A workload has failed for good. */
  workloadFailed: 'WorkloadFailed',
  /** The controller of an object goes on to report an error. */
  objectFailed: 'ObjectFailed',
} as const;

export type FailureType = keyof typeof failureTypes;

const retryable: readonly string[] = [
  failureTypes.unreachable,
  failureTypes.conflict,
  failureTypes.notFound,
  failureTypes.clusterError,
  failureTypes.notReady,
];

/**
 * A failure of an activity. `message` is read by people; it carries no credentials and no bodies.
 */
export function failure(type: FailureType, message: string): ApplicationFailure {
  return ApplicationFailure.create({
    message: plainText(message),
    type: failureTypes[type],
    nonRetryable: !retryable.includes(failureTypes[type]),
  });
}

/** Whether an error is one of ours, of this type. */
export function isFailure(error: unknown, type: FailureType): boolean {
  return error instanceof ApplicationFailure && error.type === failureTypes[type];
}

/** The text of an error for people; what it is about comes from the caller. */
export function textOf(error: unknown): string {
  return error instanceof ApplicationFailure
    ? error.message
    : `unexpected error (${error instanceof Error ? error.name : typeof error})`;
}
