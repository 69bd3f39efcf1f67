import { EntityContextMenuItemParams } from '@backstage/plugin-catalog-react/alpha';

/**
 * Entities that networks belong to: Systems of the namespace `default`, and Components that are part of one (a Component
 * without `spec.system` has none). The same as `projectOf`, in a form that an app's configuration can replace.
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
