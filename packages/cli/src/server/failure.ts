import { ResponseError } from '@backstage/errors';
import { describeFieldError, FieldError } from '@interconnect/backstage-plugin-interconnect-common';
import { CliError, ExitCode, exitCodes } from '../exit';
import { NoAnswer } from './noAnswer';

const byStatus: Record<number, ExitCode> = {
  400: exitCodes.badInput,
  413: exitCodes.badInput,
  429: exitCodes.noAnswer,
  502: exitCodes.noAnswer,
  503: exitCodes.noAnswer,
  504: exitCodes.noAnswer,
};

/**
 * What the server refused, in its own words.
 *
 * @param placeOf - where a field stands that the server names, when a file was sent
 */
export function failureOf(error: unknown, placeOf?: (field: string) => string): unknown {
  if (!ResponseError.is(error)) return error;
  const { statusCode, body } = error;
  const code = byStatus[statusCode] ?? exitCodes.failed;
  if (statusCode === 401) {
    return new CliError(
      'The server does not accept the token: it has ended, or is one of another portal',
      code,
    );
  }
  const { fields, message } = body.error as { fields?: FieldError[]; message: string };
  return code === exitCodes.noAnswer
    ? new NoAnswer(message, { passing: true })
    : new CliError(fields?.length ? withPlaces(fields, message, placeOf) : message, code);
}

function withPlaces(fields: FieldError[], message: string, placeOf?: (field: string) => string) {
  const lines = fields.map(error => {
    const text = describeFieldError(error);
    return placeOf ? `${placeOf(error.field)}: ${text}` : text;
  });
  const [more] = /… and \d+ more$/.exec(message) ?? [];
  return [...lines, ...(more ? [more] : [])].join('\n');
}

/** The rollout that has to end first; undefined when something else was refused. */
export function openRolloutOf(error: unknown): string | undefined {
  if (!ResponseError.is(error) || error.statusCode !== 409) return undefined;
  const { rollout } = error.body.error as { rollout?: { id: string } };
  return rollout?.id;
}

/** What is asked for, or undefined when it is not there. */
export async function found<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch(error => {
    if (ResponseError.is(error) && error.statusCode === 404) return undefined;
    throw error;
  });
}
