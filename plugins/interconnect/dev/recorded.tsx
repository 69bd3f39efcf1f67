import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { ApiBlueprint, createFrontendModule, IdentityApi } from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useEffect } from 'react';
import { interconnectApiRef } from '../src/api';
import { allNetworks, catalogEntities, RecordedApi } from './answers';
import { identity } from './identity';

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

/** Signs in the person of the recorded answers, without asking. */
export const recordedPerson = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SignInPageBlueprint.make({
      name: 'recorded',
      params: {
        loader: async () =>
          function SignIn(props: { onSignInSuccess(api: IdentityApi): void }) {
            const { onSignInSuccess } = props;
            useEffect(() => onSignInSuccess(identity), [onSignInSuccess]);
            return null;
          },
      },
    }),
  ],
});
