/**
 * Interconnect for the legacy frontend system, with the same components.
 *
 * @packageDocumentation
 */
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { InterconnectClient } from '@interconnect/backstage-plugin-interconnect-common';
import { interconnectApiRef } from './api';
import { rootRouteRef } from './routes';

/** Interconnect for the legacy frontend system. @public */
export const interconnectPlugin = createPlugin({
  id: 'interconnect',
  routes: { root: rootRouteRef },
  apis: [
    createApiFactory({
      api: interconnectApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new InterconnectClient(deps),
    }),
  ],
});

/** All pages: `<Route path="/interconnect" element={<InterconnectPage />} />`. @public */
export const InterconnectPage = interconnectPlugin.provide(
  createRoutableExtension({
    name: 'InterconnectPage',
    component: () => import('./components/LegacyPage').then(m => m.LegacyPage),
    mountPoint: rootRouteRef,
  }),
);

/**
 * Content of a tab on the pages of Systems and Components; where `isInterconnectAvailable` says
 * so. @public
 */
export const EntityInterconnectContent = interconnectPlugin.provide(
  createComponentExtension({
    name: 'EntityInterconnectContent',
    component: {
      lazy: () =>
        import('./components/entity/EntityInterconnectContent').then(
          m => m.EntityInterconnectContent,
        ),
    },
  }),
);

/** Card on the pages of Systems and Components; where `isInterconnectAvailable` says so. @public */
export const EntityInterconnectCard = interconnectPlugin.provide(
  createComponentExtension({
    name: 'EntityInterconnectCard',
    component: {
      lazy: () =>
        import('./components/entity/EntityInterconnectCard').then(m => m.EntityInterconnectCard),
    },
  }),
);

export { isInterconnectAvailable } from './components/entity/entityProject';
export { interconnectApiRef } from './api';
