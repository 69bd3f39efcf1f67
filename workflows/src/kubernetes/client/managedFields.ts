import { owningLeftDefaults } from './leftDefaults';
import { KubernetesObject, ManagedFields } from './objects';

/**
 * Fields that a manager created with an object belong to it as an "Update"; its later server-side
 * applies would never remove them. This makes them an "Apply", as if it had been one from the
 * start.
 *
 * @returns undefined when there is nothing to change
 */
export function asApplied(fields: ManagedFields[], manager: string): ManagedFields[] | undefined {
  const is = (f: ManagedFields, operation: string) => isOf(f, manager, operation);
  if (fields.some(f => is(f, 'Apply')) || !fields.some(f => is(f, 'Update'))) return undefined;
  return fields.map(f => (is(f, 'Update') ? { ...f, operation: 'Apply' } : f));
}

/**
 * Fields of an object as they have to be before a server-side apply of another one.
 *
 * @returns undefined when there is nothing to change
 */
export function adoptedFields(
  existing: KubernetesObject,
  wanted: KubernetesObject,
  manager: string,
): ManagedFields[] | undefined {
  const { managedFields = [] } = existing.metadata;
  const applied = asApplied(managedFields, manager);
  const isOurs = (f: ManagedFields) => isOf(f, manager, 'Apply');
  return owningLeftDefaults(applied ?? managedFields, { wanted, existing }, isOurs) ?? applied;
}

function isOf(fields: ManagedFields, manager: string, operation: string): boolean {
  return fields.manager === manager && fields.operation === operation && !fields.subresource;
}

/**
 * The object as a merge patch that does what a server-side apply would do to an object with these
 * fields: what the manager once set, and is not wanted any more, is null. Lists stand as a whole.
 */
export function asMergePatch<O extends KubernetesObject>(
  object: O,
  fields: ManagedFields[],
  manager: string,
): O {
  const owned = fields.find(f => isOf(f, manager, 'Apply'))?.fieldsV1 ?? {};
  return withNulls(object, owned) as O;
}

type Fields = Record<string, unknown>;

function withNulls(wanted: Fields, owned: Fields): Fields {
  const names = Object.keys(owned).filter(key => key.startsWith('f:'));
  const left = names.map(key => key.slice(2)).filter(name => wanted[name] === undefined);
  const kept = Object.entries(wanted).map(([name, value]) => {
    const below = owned[`f:${name}`];
    return [name, isFields(value) && isFields(below) ? withNulls(value, below) : value];
  });
  return { ...Object.fromEntries(left.map(name => [name, null])), ...Object.fromEntries(kept) };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
