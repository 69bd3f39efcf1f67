import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { ApiBlueprint, createFrontendModule } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { interconnectApiRef } from '../src/api';
import { allNetworks, catalogEntities, RecordedApi } from './answers';

/** Recorded answers in place of the backend of this plugin. */
export const recordedBackend = createFrontendModule({
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
export const recordedCatalog = createFrontendModule({
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
