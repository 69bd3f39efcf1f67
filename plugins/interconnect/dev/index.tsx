import { ApiBlueprint, createFrontendModule } from '@backstage/frontend-plugin-api';
import { createDevApp } from '@backstage/frontend-dev-utils';
import { interconnectApiRef } from '../src/api';
import interconnectPlugin from '../src';
import { allNetworks, RecordedApi } from './answers';

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

createDevApp({ features: [interconnectPlugin, recorded] });
