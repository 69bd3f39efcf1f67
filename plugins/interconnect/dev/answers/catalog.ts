import { Entity } from '@backstage/catalog-model';

const owner = 'group:default/edge-team';
const partOf = 'system:default/edge-shop';

function entity(kind: string, name: string, relations: Entity['relations']): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', uid: `${kind}-${name}` },
    spec: { type: 'service', lifecycle: 'production', owner },
    relations,
  };
}

/** The demo catalog, as far as the pages ask for it. */
export const catalogEntities: Entity[] = [
  entity('System', 'edge-shop', [{ type: 'ownedBy', targetRef: owner }]),
  entity('System', 'warehouse', [{ type: 'ownedBy', targetRef: 'group:default/warehouse-team' }]),
  ...['my-backend', 'my-frontend'].map(name =>
    entity('Component', name, [
      { type: 'ownedBy', targetRef: owner },
      { type: 'partOf', targetRef: partOf },
    ]),
  ),
];
