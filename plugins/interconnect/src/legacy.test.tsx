import '@testing-library/jest-dom';
import { Entity } from '@backstage/catalog-model';
import { FlatRoutes } from '@backstage/core-app-api';
import { catalogApiRef, EntityProvider, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { mockApis, renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { ReactNode } from 'react';
import { Route } from 'react-router-dom';
import { allNetworks, progressingNetwork, RecordedApi } from '../dev/answers';
import { edgeShop, myBackend } from './components/entity/__testUtils__/entities';
import {
  EntityInterconnectCard,
  EntityInterconnectContent,
  InterconnectPage,
  interconnectApiRef,
  interconnectPlugin,
} from './legacy';
import { rootRouteRef } from './routes';

/** In an app of the legacy frontend system, as an adopter would build it. */
function renderLegacy(element: ReactNode, path: string) {
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [interconnectApiRef, new RecordedApi(allNetworks(new Date()))],
        [permissionApiRef, mockApis.permission({ authorize: AuthorizeResult.ALLOW })],
      ]}
    >
      {element}
    </TestApiProvider>,
    {
      routeEntries: [path],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
}

function renderPages(path: string) {
  return renderLegacy(
    <FlatRoutes>
      <Route path="/interconnect" element={<InterconnectPage />} />
    </FlatRoutes>,
    `/interconnect${path}`,
  );
}

function renderOnEntity(entity: Entity, element: ReactNode) {
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [interconnectApiRef, new RecordedApi(allNetworks(new Date()))],
        [permissionApiRef, mockApis.permission({ authorize: AuthorizeResult.ALLOW })],
        [catalogApiRef, catalogApiMock()],
      ]}
    >
      <EntityProvider entity={entity}>{element}</EntityProvider>
    </TestApiProvider>,
    { mountedRoutes: { '/interconnect': rootRouteRef } },
  );
}

describe('legacy frontend system', () => {
  it('has the API of the backend, the route and the plugin', () => {
    expect(interconnectPlugin.getId()).toBe('interconnect');
    expect(interconnectPlugin.routes.root).toBe(rootRouteRef);
    expect([...interconnectPlugin.getApis()].map(({ api }) => api)).toEqual([interconnectApiRef]);
  });

  it('shows the networks within the page of that system, and links between pages', async () => {
    await renderPages('');
    expect(await screen.findByRole('heading', { level: 1, name: 'Interconnect' })).toBeVisible();
    const link = await screen.findByRole('link', { name: 'shop' });
    expect(link).toHaveAttribute('href', '/interconnect/networks/edge-shop/shop');
  });

  it('shows one network', async () => {
    await renderPages('/networks/edge-shop/returns');
    expect(await screen.findByText(/connection timed out/)).toBeInTheDocument();
  });

  it('shows one rollout, with commands', async () => {
    const { id } = progressingNetwork().rollout!;
    await renderPages(`/networks/edge-shop/popup/rollouts/${id}`);
    expect(await screen.findByRole('button', { name: 'Pause' })).toBeEnabled();
  });

  it('shows the tab of a System', async () => {
    await renderOnEntity(edgeShop, <EntityInterconnectContent />);
    expect(await screen.findByRole('row', { name: /^returns/ })).toHaveTextContent('Degraded');
  });

  it('shows the card of a Component', async () => {
    await renderOnEntity(myBackend, <EntityInterconnectCard />);
    expect(await screen.findByRole('link', { name: 'terminals' })).toBeInTheDocument();
    expect(screen.getAllByText('Serves').length).toBeGreaterThan(0);
  });
});
