import { createApp } from '@backstage/app-defaults';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import { Sidebar, SidebarItem, SidebarPage } from '@backstage/core-components';
import { AnyApiFactory, createApiFactory } from '@backstage/core-plugin-api';
import { CatalogEntityPage, CatalogIndexPage } from '@backstage/plugin-catalog';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { RiApps2Line, RiShareLine } from '@remixicon/react';
import { ComponentType, useEffect } from 'react';
import { Route } from 'react-router-dom';
import { InterconnectPage, interconnectApiRef } from '../../src/legacy';
import { interconnectTranslations } from '../../src/translations';
import { allNetworks, catalogEntities, RecordedApi } from '../answers';
import { identity } from './identity';
import { entityPage } from './EntityPage';

const recorded: AnyApiFactory[] = [
  createApiFactory(interconnectApiRef, new RecordedApi(allNetworks(new Date()))),
  createApiFactory(catalogApiRef, new InMemoryCatalogClient({ entities: catalogEntities })),
];

/**
 * An app of the legacy frontend system with this plugin, as an adopter builds one (docs for operators say the same), but on
 * recorded answers in place of backends.
 */
export function createLegacyApp(): ComponentType {
  const app = createApp({
    apis: recorded,
    components: {
      SignInPage: function SignIn({ onSignInSuccess }) {
        useEffect(() => onSignInSuccess(identity), [onSignInSuccess]);
        return null;
      },
    },
    __experimentalTranslations: {
      availableLanguages: ['en', 'de'],
      resources: [interconnectTranslations],
    },
  });
  const routes = (
    <FlatRoutes>
      <Route path="/interconnect" element={<InterconnectPage />} />
      <Route path="/catalog" element={<CatalogIndexPage />} />
      <Route path="/catalog/:namespace/:kind/:name" element={<CatalogEntityPage />}>
        {entityPage}
      </Route>
    </FlatRoutes>
  );
  return app.createRoot(
    <AppRouter>
      <SidebarPage>
        <Sidebar>
          <SidebarItem icon={() => <RiApps2Line />} to="catalog" text="Catalog" />
          <SidebarItem icon={() => <RiShareLine />} to="interconnect" text="Interconnect" />
        </Sidebar>
        {routes}
      </SidebarPage>
    </AppRouter>,
  );
}
