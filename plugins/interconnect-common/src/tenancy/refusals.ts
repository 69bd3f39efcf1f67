import { FieldError } from '../document/errors';
import { LimitName, ProjectLimits } from './types';

/** A refusal with the rule that it comes from, and who can change it. */
export function refusedBy(
  { rules, contact }: ProjectLimits,
  limit: LimitName,
  error: FieldError,
): FieldError {
  return {
    ...error,
    message: `${error.message} (by the rule ${rules[limit]}, which ${contact} can change)`,
  };
}

/** A refusal that no configuration can lift. */
export function refusedAlways(error: FieldError): FieldError {
  return { ...error, message: `${error.message} (no configuration can allow it)` };
}
