import { createApp } from '@backstage/app-defaults';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import { Sidebar, SidebarItem, SidebarPage } from '@backstage/core-components';
import { AnyApiFactory, createApiFactory, IdentityApi } from '@backstage/core-plugin-api';
import {
  CatalogEntityPage,
  CatalogIndexPage,
  EntityHasComponentsCard,
  EntityLayout,
  EntitySwitch,
  isKind,
} from '@backstage/plugin-catalog';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { RiApps2Line, RiShareLine } from '@remixicon/react';
import { ComponentType, useEffect } from 'react';
import { Route } from 'react-router-dom';
import {
  EntityInterconnectCard,
  EntityInterconnectContent,
  interconnectApiRef,
  InterconnectPage,
  isInterconnectAvailable,
} from '../../src/legacy';
import { interconnectTranslations } from '../../src/translations';
import { allNetworks, catalogEntities, RecordedApi } from '../answers';
import styles from './LegacyApp.module.css';

const recorded: AnyApiFactory[] = [
  createApiFactory(interconnectApiRef, new RecordedApi(allNetworks(new Date()))),
  createApiFactory(catalogApiRef, new InMemoryCatalogClient({ entities: catalogEntities })),
];

/** The page of any entity, with the tab and the card where they make sense. */
const entityPage = (
  <EntityLayout>
    <EntityLayout.Route path="/" title="Overview">
      <div className={styles.cards}>
        <EntitySwitch>
          <EntitySwitch.Case if={isInterconnectAvailable}>
            <EntityInterconnectCard />
          </EntitySwitch.Case>
        </EntitySwitch>
        <EntitySwitch>
          <EntitySwitch.Case if={isKind('system')}>
            <EntityHasComponentsCard />
          </EntitySwitch.Case>
        </EntitySwitch>
      </div>
    </EntityLayout.Route>
    <EntityLayout.Route path="/interconnect" title="Interconnect" if={isInterconnectAvailable}>
      <EntityInterconnectContent />
    </EntityLayout.Route>
  </EntityLayout>
);

/** The guest that looks at the recorded answers, as signed in. */
const identity: IdentityApi = {
  getProfileInfo: async () => ({ displayName: 'Guest' }),
  getBackstageIdentity: async () => ({
    type: 'user',
    userEntityRef: 'user:default/guest',
    ownershipEntityRefs: ['user:default/guest'],
  }),
  getCredentials: async () => ({}),
  signOut: async () => {},
};

/**
 * An app of the legacy frontend system with this plugin, as an adopter builds one (docs for
 * operators say the same), but on recorded answers in place of backends.
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
