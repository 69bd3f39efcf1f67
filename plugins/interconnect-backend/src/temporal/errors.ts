import { ConflictError, NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { rolloutSearchAttributes } from '@interconnect/backstage-plugin-interconnect-common';
import { isGrpcServiceError, NamespaceNotFoundError, ServiceError } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';

/** Codes of gRPC (grpc.io/docs/guides/status-codes). */
const notFound = 5;
/** The server has understood the request and refused it; nothing was done. */
const refusals = new Set([3, 5, 6, 7, 8, 9, 11, 12, 16]);

/**
 * 503. Temporal cannot be used now.
 *
 * `outcome` tells what became of the request: `refused`: nothing was done, it can simply be
 * repeated. `unknown`: it may have been carried out, or may still be.
 */
export class TemporalUnavailableError extends ServiceUnavailableError {
  readonly outcome: 'refused' | 'unknown';

  constructor(message: string, outcome: 'refused' | 'unknown') {
    super(message);
    this.outcome = outcome;
  }
}

/** 409. Another rollout of the network runs. */
export class RolloutRunsError extends ConflictError {
  /** Of the execution that runs; absent when it has ended meanwhile. */
  readonly runId?: string;
  /** Of the rollout that runs, if it could be read. */
  readonly rolloutId?: string;

  constructor(workflowId: string, running?: { runId: string; rolloutId?: string }) {
    const which = running?.rolloutId ? `Rollout ${running.rolloutId}` : 'Another rollout';
    super(
      `${which} of this network runs (workflow ${workflowId}); one rollout of a network at a time`,
    );
    this.runId = running?.runId;
    this.rolloutId = running?.rolloutId;
  }
}

/** The history of an execution does not exist in Temporal (any more). */
export class HistoryGoneError extends NotFoundError {
  constructor(workflowId: string, runId: string) {
    super(`Temporal has no history of workflow ${workflowId}, run ${runId}`);
  }
}

/**
 * The execution does not exist, or has ended where a running one is needed. A missing namespace is
 * something else.
 */
export function isNotFound(error: unknown): boolean {
  if (error instanceof WorkflowNotFoundError) {
    return true;
  }
  const grpc = grpcErrorOf(error);
  return grpc?.code === notFound && !/^namespace\b/i.test(grpc.details ?? '');
}

/**
 * What is thrown to callers for a failed call of Temporal; `address` is named, so that the message
 * can be acted on. What is not an error of the call is a mistake of ours and comes back as it is.
 */
export function unavailable(error: unknown, address: string): unknown {
  const grpc = grpcErrorOf(error);
  if (!grpc && !(error instanceof NamespaceNotFoundError) && !(error instanceof ServiceError)) {
    return error;
  }
  const refused = error instanceof NamespaceNotFoundError || refusals.has(grpc?.code ?? -1);
  return new TemporalUnavailableError(
    `Temporal at ${address}: ${hint(reasonOf(error))}`,
    refused ? 'refused' : 'unknown',
  );
}

function hint(reason: string): string {
  const names = Object.values(rolloutSearchAttributes);
  return names.some(name => reason.includes(name))
    ? `${reason}. Register the search attributes once: temporal operator search-attribute create ${names
        .map(name => `--name ${name} --type Keyword`)
        .join(' ')}`
    : reason;
}

/** One line without stack, for logs and messages. */
export function reasonOf(error: unknown): string {
  const text =
    grpcErrorOf(error)?.details || (error instanceof Error ? error.message : String(error));
  return text.split('\n')[0];
}

/** The SDK wraps errors of gRPC in its own ones. */
function grpcErrorOf(error: unknown) {
  let e = error;
  for (let depth = 0; e instanceof Error && depth < 5; depth++) {
    if (isGrpcServiceError(e)) {
      return e;
    }
    e = e.cause;
  }
  return undefined;
}
