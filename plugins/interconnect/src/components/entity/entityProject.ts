import { Entity, parseEntityRef, RELATION_PART_OF } from '@backstage/catalog-model';
import { getEntityRelations } from '@backstage/plugin-catalog-react';
import { EntityContextMenuItemParams } from '@backstage/plugin-catalog-react/alpha';

/**
 * The project that an entity is, or belongs to: a System of the namespace `default`, as the REST
 * API names it. Undefined when there is none: networks belong to such Systems alone.
 */
export function projectOf(entity: Entity): string | undefined {
  const { kind, metadata } = entity;
  if (is(kind, 'system')) {
    return is(metadata.namespace ?? 'default', 'default') ? metadata.name.toLowerCase() : undefined;
  }
  if (!is(kind, 'component')) return undefined;
  const [system] = getEntityRelations(entity, RELATION_PART_OF, { kind: 'system' });
  if (system) return is(system.namespace, 'default') ? system.name.toLowerCase() : undefined;
  return fromSpec(entity);
}

/** For an entity that comes without relations. */
function fromSpec({ spec, metadata, relations }: Entity): string | undefined {
  if (relations || typeof spec?.system !== 'string') return undefined;
  const ref = parseEntityRef(spec.system, {
    defaultKind: 'system',
    defaultNamespace: metadata.namespace ?? 'default',
  });
  return is(ref.kind, 'system') && is(ref.namespace, 'default')
    ? ref.name.toLowerCase()
    : undefined;
}

function is(text: string, lower: string): boolean {
  return text.toLowerCase() === lower;
}

/**
 * Whether an entity is a project, or belongs to one: for `EntitySwitch.Case` and
 * `EntityLayout.Route`. @public
 */
export function isInterconnectAvailable(entity: Entity): boolean {
  return projectOf(entity) !== undefined;
}

/**
 * Entities that networks belong to: Systems of the namespace `default`, and Components that are
 * part of one (a Component without `spec.system` has none). The same as `projectOf`, in a form that
 * an app's configuration can replace.
 */
export const hasProject: EntityContextMenuItemParams['filter'] = {
  $any: [
    { kind: 'System', 'metadata.namespace': 'default' },
    { kind: 'System', 'metadata.namespace': { $exists: false } },
    {
      kind: 'Component',
      relations: {
        $contains: { type: 'partOf', targetRef: { $hasPrefix: 'system:default/' } },
      },
    },
  ],
};
