import { FieldError } from './errors';
import { acceptedSelector, limits } from './fields';
import { DocumentParts } from './parts';

type Spoke = NonNullable<DocumentParts['spokes']>[number];

/** What must hold between the fields of one spoke. */
export function selectorErrors(spoke: Spoke, field: string): FieldError[] {
  const { cluster, selector, follow } = spoke;
  const errors: FieldError[] = [];
  if (isSelector(spoke) && cluster !== undefined) {
    errors.push({
      field: `${field}.selector`,
      message: `is there beside cluster '${cluster}'`,
      accepted: 'either cluster or selector',
    });
  }
  const labels = Object.keys(selector ?? {}).length;
  if (selector && (labels === 0 || labels > limits.labels)) {
    errors.push({
      field: `${field}.selector`,
      message: labels === 0 ? 'is empty' : `has ${labels} labels`,
      accepted: acceptedSelector,
    });
  }
  if (follow !== undefined && !isSelector(spoke)) {
    errors.push({
      field: `${field}.follow`,
      message: 'is there without a selector',
      accepted: 'a spoke with a selector, or without follow',
    });
  }
  return errors;
}

/** Whether it has a selector, also one that is wrong. */
export function isSelector(spoke: Spoke): boolean {
  return 'selector' in spoke;
}
