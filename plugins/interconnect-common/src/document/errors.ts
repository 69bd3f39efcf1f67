import { InputError } from '@backstage/errors';
import type { NetworkName } from '../network/types';
import { invisible } from './disclosure';
import { plainText } from '../text/plainText';

/** One thing that is wrong in a request: where, what, and what would be right. @public */
export interface FieldError {
  /** Path in the document, `hub.loadBalancer.addresses[0]`; empty for the document as a whole. */
  field: string;
  /** What was wrong. */
  message: string;
  /** What would be accepted. */
  accepted?: string;
  /** The network that has it already, if it may be named; absent: none, or nobody may tell. */
  holder?: NetworkName;
}

/**
 * Errors that one answer lists at most, and characters of them; how many more there are is told.
 */
const maxErrors = 50;
const maxTotal = 10_000;

/**
 * Everything that is wrong in a request, or the first 50 things. An InputError, so that Backstage
 * answers with status 400; `fields` is part of the answer.
 *
 * @public
 */
export class DocumentError extends InputError {
  readonly fields: FieldError[];

  constructor(errors: FieldError[]) {
    const fields = firstOf(errors);
    const more = errors.length - fields.length;
    const texts = fields.map(describeFieldError).join('; ');
    super(more > 0 ? `${texts}; … and ${more} more` : texts);
    this.name = 'InputError';
    this.fields = fields;
  }
}

function firstOf(errors: FieldError[]): FieldError[] {
  const fields: FieldError[] = [];
  let total = 0;
  for (const error of errors.slice(0, maxErrors)) {
    const { field, message, accepted, holder } = error;
    const plain = {
      field: plainText(visible(field), 300),
      message: plainText(visible(message), 3000),
      ...(accepted !== undefined && { accepted: plainText(accepted, 1000) }),
      ...(holder && { holder }),
    };
    total += describeFieldError(plain).length;
    if (fields.length > 0 && total > maxTotal) {
      break;
    }
    fields.push(plain);
  }
  return fields;
}

/** A name with a character that cannot be seen looks like the name that is accepted. */
function visible(text: string): string {
  return text.replace(
    invisible,
    character => `<U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}>`,
  );
}

/** The error as one line for people. @public */
export function describeFieldError({ field, message, accepted }: FieldError): string {
  const where = field ? `${field}: ` : '';
  return `${where}${message}${accepted ? ` (accepted: ${accepted})` : ''}`;
}

/** Throws all errors at once, if there are any. */
export function throwIfAny(errors: FieldError[]): void {
  if (errors.length > 0) {
    throw new DocumentError(errors);
  }
}
