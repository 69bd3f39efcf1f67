import { InputError } from '@backstage/errors';

/** One thing that is wrong in a request: where, what, and what would be right. @public */
export interface FieldError {
  /** Path in the document, `hub.loadBalancer.addresses[0]`; empty for the document as a whole. */
  field: string;
  /** What was wrong. */
  message: string;
  /** What would be accepted. */
  accepted?: string;
}

/**
 * Everything that is wrong in a request. An InputError, so that Backstage answers with status 400; `fields` is part of the answer.
 *
 * @public
 */
export class DocumentError extends InputError {
  readonly fields: FieldError[];

  constructor(fields: FieldError[]) {
    super(fields.map(describeFieldError).join('; '));
    this.name = 'InputError';
    this.fields = fields;
  }
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
