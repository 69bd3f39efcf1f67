import type { ResponseError } from '@backstage/errors';
import { TaskError } from './TaskError';

/** What the backend says with a refusal. */
interface Refusal {
  name?: string;
  message?: string;
  /** The rollout that is open. */
  rollout?: { id: string };
}

function refusalOf(error: unknown): { status: number; told: Refusal } | undefined {
  if (!(error instanceof Error) || error.name !== 'ResponseError') {
    return undefined;
  }
  const { statusCode, body } = error as ResponseError;
  return { status: statusCode, told: body.error as Refusal };
}

/** The open rollout because of which a request was refused. */
export function openRolloutOf(error: unknown): string | undefined {
  const refusal = refusalOf(error);
  return refusal?.status === 409 ? refusal.told.rollout?.id : undefined;
}

/** Whether there is nothing of that name. */
export function isNotFound(error: unknown): boolean {
  return refusalOf(error)?.status === 404;
}

/** The error for the task's log: what the backend says, in words of the template. */
export function taskError(error: unknown, what: string): unknown {
  const refusal = refusalOf(error);
  if (!refusal) {
    return error;
  }
  const { status, told } = refusal;
  const why =
    status === 428
      ? 'it is there already and asks for something else (accepted: update: true, to put this document in its place)'
      : (told.message ?? `the backend answered with status ${status}`);
  return new TaskError(`${what} ${status < 500 ? 'was refused' : 'failed'}: ${why}`);
}
