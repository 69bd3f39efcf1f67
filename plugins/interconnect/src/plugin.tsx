import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { InterconnectClient } from '@interconnect/backstage-plugin-interconnect-common';
import { RiShareLine } from '@remixicon/react';
import { interconnectApiRef } from './api';
import { entityExtensions } from './components/entity/extensions';
import { rootRouteRef } from './routes';

const api = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: interconnectApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new InterconnectClient(deps),
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/interconnect',
    title: 'Interconnect',
    icon: <RiShareLine />,
    routeRef: rootRouteRef,
    loader: () => import('./components/MainPage').then(({ MainPage }) => <MainPage />),
  },
});

/** Interconnect for the new frontend system. @public */
export const interconnectPlugin = createFrontendPlugin({
  pluginId: 'interconnect',
  title: 'Interconnect',
  icon: <RiShareLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  extensions: [api, page, ...entityExtensions],
});
