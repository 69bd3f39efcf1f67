import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { createDevApp } from '@backstage/frontend-dev-utils';
import { ApiBlueprint, createFrontendModule } from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import interconnectPlugin from '../src';
import { interconnectApiRef } from '../src/api';
import { allNetworks, catalogEntities, RecordedApi } from './answers';

/** Recorded answers in place of the backend of this plugin. */
const recordedBackend = createFrontendModule({
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

/** Recorded entities in place of the backend of the catalog. */
const recordedCatalog = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: catalogApiRef,
          deps: {},
          factory: () => new InMemoryCatalogClient({ entities: catalogEntities }),
        }),
    }),
  ],
});

/**
 * The plugin in an app of its own with the catalog, on recorded answers in place of backends: `yarn
 * start` in this package.
 */
createDevApp({
  features: [interconnectPlugin, catalogPlugin, recordedBackend, recordedCatalog],
});
