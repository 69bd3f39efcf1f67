import {
  CommandBody,
  CommandField,
  DocumentError,
  FieldError,
  maxText,
  RolloutCommandName,
  rolloutCommands,
} from '@interconnect/backstage-plugin-interconnect-common';

/** Steps that one command names at most, and characters of their ids. */
const maxSteps = 1000;
const maxStepId = 400;

const fields: {
  [F in CommandField]: {
    accepted: string;
    fits(value: unknown): boolean;
    /** Why it has to be there. */
    missing: string;
  };
} = {
  reason: {
    accepted: `a text of at most ${maxText} characters`,
    fits: value => typeof value === 'string' && value.length <= maxText,
    missing: 'is missing: who asked wants to know why',
  },
  steps: {
    accepted: `a list of 1 to ${maxSteps} ids of failed steps; without the field all of them`,
    fits: areStepIds,
    missing: 'is missing',
  },
  rollback: {
    accepted: 'true or false',
    fits: value => typeof value === 'boolean',
    missing: 'is missing',
  },
};

/**
 * Reads the body of `POST …/rollouts/{id}/{command}`; it may be absent where the command needs no
 * field.
 *
 * @throws DocumentError with everything that is wrong
 */
export function readCommand(name: RolloutCommandName, body: unknown = {}): CommandBody {
  const { body: expected } = rolloutCommands[name];
  const accepted = Object.keys(expected) as CommandField[];
  const given = body ?? {};
  if (typeof given !== 'object' || Array.isArray(given)) {
    throw new DocumentError([
      { field: '', message: 'the body is not an object', accepted: `{ ${accepted.join('?, ')}? }` },
    ]);
  }
  const errors: FieldError[] = Object.keys(given)
    .filter(field => !accepted.some(one => one === field))
    .map(field => ({ field, message: `is no part of ${name}`, accepted: accepted.join(', ') }));
  for (const field of accepted) {
    const value = (given as Record<string, unknown>)[field];
    const { accepted: what, fits, missing } = fields[field];
    if (value === undefined || isBlank(value, expected[field])) {
      if (expected[field] === 'required') errors.push({ field, message: missing, accepted: what });
    } else if (!fits(value)) {
      errors.push({ field, message: 'is not one', accepted: what });
    }
  }
  if (errors.length > 0) {
    throw new DocumentError(errors);
  }
  const told = Object.entries(given).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(told);
}

/** A text of blanks says nothing where something has to be said. */
function isBlank(value: unknown, need: 'required' | 'optional' | undefined): boolean {
  return need === 'required' && typeof value === 'string' && value.trim() === '';
}

function areStepIds(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= maxSteps &&
    value.every(one => typeof one === 'string' && one.length <= maxStepId)
  );
}
