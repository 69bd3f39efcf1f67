import { createRouteRef, createSubRouteRef } from '@backstage/core-plugin-api';

/** The networks of all projects. Works in both frontend systems, like all refs here. @public */
export const rootRouteRef = createRouteRef({ id: 'interconnect' });

/** One's own networks, and which of them need attention. @public */
export const homeRouteRef = createSubRouteRef({
  id: 'interconnect.home',
  parent: rootRouteRef,
  path: '/home',
});

/** All clusters. @public */
export const clustersRouteRef = createSubRouteRef({
  id: 'interconnect.clusters',
  parent: rootRouteRef,
  path: '/clusters',
});

/** The request form; prefilled by the query (`project`, `network`, `document`, `copyOf`, `step`). @public */
export const requestRouteRef = createSubRouteRef({
  id: 'interconnect.request',
  parent: rootRouteRef,
  path: '/request',
});

/** One network. @public */
export const networkRouteRef = createSubRouteRef({
  id: 'interconnect.network',
  parent: rootRouteRef,
  path: '/networks/:project/:network',
});

/** One rollout of a network. @public */
export const rolloutRouteRef = createSubRouteRef({
  id: 'interconnect.rollout',
  parent: rootRouteRef,
  path: '/networks/:project/:network/rollouts/:rollout',
});
