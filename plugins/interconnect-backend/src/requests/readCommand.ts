import {
  DocumentError,
  FieldError,
  maxText,
} from '@interconnect/backstage-plugin-interconnect-common';

/** The body of a command. */
export interface Command {
  reason?: string;
  /** `retry`, `skip`: which failed steps; absent: all of them. */
  steps?: string[];
  /** `cancel`: undo what was done. */
  rollback?: boolean;
}

/** Steps that one command names at most, and characters of their ids. */
const maxSteps = 1000;
const maxStepId = 400;

/**
 * Reads the body of `POST …/rollouts/{id}/{verb}`; it may be absent, except that a rejection needs a reason.
 *
 * @throws DocumentError with everything that is wrong
 */
export function readCommand(verb: string, body: unknown): Command {
  if (body === undefined || body === null) {
    return readCommand(verb, {});
  }
  const accepted = [
    'reason',
    ...(verb === 'retry' || verb === 'skip' ? ['steps'] : []),
    ...(verb === 'cancel' ? ['rollback'] : []),
  ];
  if (typeof body !== 'object' || Array.isArray(body)) {
    throw new DocumentError([
      { field: '', message: 'the body is not an object', accepted: `{ ${accepted.join('?, ')}? }` },
    ]);
  }
  const errors: FieldError[] = [];
  const { reason, steps, rollback, ...rest } = body as Record<string, unknown>;
  const given = { reason, steps, rollback };
  const unknown = Object.entries(given).flatMap(([field, value]) =>
    value !== undefined && !accepted.includes(field) ? [field] : [],
  );
  for (const field of [...Object.keys(rest), ...unknown]) {
    errors.push({ field, message: `is no part of ${verb}`, accepted: accepted.join(', ') });
  }
  if (reason !== undefined && (typeof reason !== 'string' || reason.length > maxText)) {
    errors.push({
      field: 'reason',
      message: 'is not one',
      accepted: `a text of at most ${maxText} characters`,
    });
  }
  if (verb === 'reject' && (reason === undefined || String(reason).trim() === '')) {
    errors.push({
      field: 'reason',
      message: 'is missing: who asked wants to know why',
      accepted: `a text of at most ${maxText} characters`,
    });
  }
  if (steps !== undefined && !areStepIds(steps)) {
    errors.push({
      field: 'steps',
      message: 'is not one',
      accepted: `a list of 1 to ${maxSteps} ids of failed steps; without the field all of them`,
    });
  }
  if (rollback !== undefined && typeof rollback !== 'boolean') {
    errors.push({ field: 'rollback', message: 'is not one', accepted: 'true or false' });
  }
  if (errors.length > 0) {
    throw new DocumentError(errors);
  }
  return {
    ...(reason ? { reason: reason as string } : {}),
    ...(steps ? { steps: steps as string[] } : {}),
    ...(rollback !== undefined ? { rollback: rollback as boolean } : {}),
  };
}

function areStepIds(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= maxSteps &&
    value.every(one => typeof one === 'string' && one.length <= maxStepId)
  );
}
