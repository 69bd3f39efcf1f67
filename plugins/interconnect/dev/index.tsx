import { ApiBlueprint, createFrontendModule } from '@backstage/frontend-plugin-api';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { createDevApp } from '@backstage/frontend-dev-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { interconnectApiRef } from '../src/api';
import interconnectPlugin from '../src';
import { allNetworks, catalogEntities, RecordedApi } from './answers';

/** The plugin alone, on recorded answers in place of a backend: `yarn start` in this package. */
const recorded = createFrontendModule({
  pluginId: 'interconnect',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: interconnectApiRef,
          deps: {},
          factory: () => new RecordedApi(allNetworks(new Date())),
        }),
    }),
  ],
});

/** In place of the catalog's plugin. */
const catalog = createFrontendModule({
  pluginId: 'app',
  extensions: [
    ApiBlueprint.make({
      name: 'recorded-catalog',
      params: defineParams =>
        defineParams({
          api: catalogApiRef,
          deps: {},
          factory: () => new InMemoryCatalogClient({ entities: catalogEntities }),
        }),
    }),
  ],
});

createDevApp({ features: [interconnectPlugin, recorded, catalog] });
