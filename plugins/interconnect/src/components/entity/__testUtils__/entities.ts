import { Entity } from '@backstage/catalog-model';

/** A System as the catalog gives it. */
export function system(name: string, namespace = 'default'): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name, namespace },
    spec: { owner: 'group:default/edge-team' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/edge-team' }],
  };
}

/** A Component as the catalog gives it; of no System when none is given. */
export function component(name: string, systemRef?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default' },
    spec: { type: 'service', owner: 'edge-team', ...(systemRef && { system: systemRef }) },
    relations: [
      { type: 'ownedBy', targetRef: 'group:default/edge-team' },
      ...(systemRef ? [{ type: 'partOf', targetRef: systemRef }] : []),
    ],
  };
}

export const edgeShop = system('edge-shop');
export const myBackend = component('my-backend', 'system:default/edge-shop');
export const myFrontend = component('my-frontend', 'system:default/edge-shop');
