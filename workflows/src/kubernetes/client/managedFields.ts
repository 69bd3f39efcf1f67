import { ManagedFields } from './objects';

/**
 * Fields that a manager created with an object belong to it as an "Update"; its later server-side
 * applies would never remove them. This makes them an "Apply", as if it had been one from the
 * start.
 *
 * @returns undefined when there is nothing to change
 */
export function asApplied(fields: ManagedFields[], manager: string): ManagedFields[] | undefined {
  const is = (f: ManagedFields, operation: string) =>
    f.manager === manager && f.operation === operation && !f.subresource;
  if (fields.some(f => is(f, 'Apply')) || !fields.some(f => is(f, 'Update'))) return undefined;
  return fields.map(f => (is(f, 'Update') ? { ...f, operation: 'Apply' } : f));
}
