import '@testing-library/jest-dom';
import { Entity } from '@backstage/catalog-model';
import {
  createExtensionTester,
  mockApis,
  renderInTestApp,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { CatalogApi, catalogApiRef, EntityProvider } from '@backstage/plugin-catalog-react';
import { EntityContextMenuItemBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { catalogApiMock, createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  Network,
  networkCreatePermission,
} from '@interconnect/backstage-plugin-interconnect-common';
import { screen, within } from '@testing-library/react';
import { allNetworks, RecordedApi, shopNetwork } from '../../../dev/answers';
import { refusal } from '../../__testUtils__/refusal';
import { interconnectApiRef } from '../../api';
import { interconnectPlugin } from '../../plugin';
import { rootRouteRef } from '../../routes';
import { component, edgeShop, myBackend, myFrontend, system } from './__testUtils__/entities';
import { entityCard, entityContent, requestMenuItem } from './extensions';

const now = new Date();

/** The page of an entity with one of the plugin's extensions, in the new frontend system. */
function renderEntity(
  extension: typeof entityContent | typeof entityCard,
  entity: Entity,
  networks: Network[] | Error = allNetworks(now),
  denied = false,
  more: (readonly [typeof catalogApiRef, CatalogApi])[] = [],
) {
  const api = new RecordedApi(networks instanceof Error ? [] : networks, now);
  if (networks instanceof Error) api.listNetworks = async () => Promise.reject(networks);
  return renderTestApp({
    extensions: [createTestEntityPage({ entity }), extension],
    mountedRoutes: { '/interconnect': rootRouteRef },
    apis: [[interconnectApiRef, api], permissions(denied), ...more],
  });
}

function permissions(denied: boolean) {
  return [
    permissionApiRef,
    mockApis.permission({
      authorize: ({ permission }) =>
        denied && permission.name === networkCreatePermission.name
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
    }),
  ] as const;
}

const query = (link: HTMLElement) =>
  new URL(link.getAttribute('href')!, 'http://localhost').searchParams;

describe('tab Interconnect', () => {
  it('of a System: its networks with health, links and addresses', async () => {
    renderEntity(entityContent, edgeShop);
    const shop = await screen.findByRole('row', { name: /^shop/ });
    expect(within(shop).getAllByText('Ready').length).toBeGreaterThan(0);
    expect(within(shop).getByText('2 of 2')).toBeInTheDocument();
    expect(
      within(shop).getByText('my-backend.interconnect-shop.svc.cluster.local:8080', {
        exact: false,
      }),
    ).toBeInTheDocument();
    expect(within(shop).getByRole('link', { name: 'shop' })).toHaveAttribute(
      'href',
      '/interconnect/networks/edge-shop/shop',
    );
    expect(screen.getByRole('row', { name: /returns/ })).toHaveTextContent('Degraded');
    expect(screen.queryByRole('row', { name: /stock/ })).not.toBeInTheDocument(); // another project's
    expect(screen.queryByRole('columnheader', { name: 'Role' })).not.toBeInTheDocument();
    const request = screen.getByRole('link', { name: 'Request a network' });
    expect(Object.fromEntries(query(request))).toEqual({ project: 'edge-shop' });
  });

  it('of a Component: what it is for the networks that have it as an application', async () => {
    renderEntity(entityContent, myFrontend);
    expect(await screen.findByRole('row', { name: /^shop/ })).toHaveTextContent('Uses');
    expect(screen.queryByRole('row', { name: /draft/ })).not.toBeInTheDocument(); // has no applications
    const request = query(screen.getByRole('link', { name: 'Request a network' }));
    expect(request.get('project')).toBe('edge-shop');
    expect(JSON.parse(request.get('document')!)).toMatchObject({
      applications: [{ name: 'my-frontend' }],
    });
  });

  it('empty: says what a network needs to be listed here', async () => {
    renderEntity(entityContent, component('lonely', 'system:default/edge-shop'));
    expect(
      await screen.findByText('No network uses this Component as an application'),
    ).toBeInTheDocument();
  });

  it('is not there for a Component without a System', async () => {
    renderTestApp({
      extensions: [createTestEntityPage({ entity: component('tool') }), entityContent],
      mountedRoutes: { '/interconnect': rootRouteRef },
      apis: [[interconnectApiRef, new RecordedApi(allNetworks(now), now)]],
    });
    await expect(screen.findByText(/networks/i, {}, { timeout: 1_000 })).rejects.toThrow();
  });
});

describe('card', () => {
  it('shows health and addresses', async () => {
    renderEntity(entityCard, myBackend, [shopNetwork(now)]);
    expect(await screen.findByRole('link', { name: 'shop' })).toBeInTheDocument();
    expect(screen.getByText('Serves')).toBeInTheDocument();
    expect(screen.getByText(/2 of 2 links up/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: /Copy address .*my-backend/ })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'All networks of edge-shop' })).toHaveAttribute(
      'href',
      '/interconnect?project=edge-shop',
    );
  });

  it('puts what needs attention first, and says how many more there are', async () => {
    renderEntity(entityCard, edgeShop);
    const [first] = await screen.findAllByText('Needs attention');
    const [item] = within(first.closest('ul')!).getAllByRole('listitem');
    expect(item).toHaveTextContent(/^terminals.*Needs attention/);
    expect(within(item).getByRole('link', { name: 'Blocked' })).toBeInTheDocument();
    expect(screen.getByText('6 more networks')).toBeInTheDocument();
  });

  it('empty and denied: names the permission that asking for one needs', async () => {
    renderEntity(entityCard, system('bare'), [], true);
    expect(await screen.findByText('This System has no network yet')).toBeInTheDocument();
    expect(
      await screen.findByText(
        /Requesting one requires the permission interconnect\.network\.create/,
      ),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Request a network' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
  });

  it('error: says what the backend said', async () => {
    renderEntity(
      entityCard,
      edgeShop,
      await refusal(503, 'ServiceUnavailableError', 'no database'),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent('no database');
  });
});

describe('Components on two clusters', () => {
  const withCluster = (entity: Entity, cluster: string, ...relations: [string, string][]) => ({
    ...entity,
    metadata: { ...entity.metadata, annotations: { 'backstage.io/kubernetes-cluster': cluster } },
    relations: [
      ...entity.relations!,
      ...relations.map(([type, targetRef]) => ({ type, targetRef })),
    ],
  });
  const client = withCluster(component('web', 'system:default/edge-shop'), 'cluster-2', [
    'consumesApi',
    'api:default/orders',
  ]);
  const server = withCluster(component('orders-server', 'system:default/edge-shop'), 'cluster-1');
  const orders = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: { name: 'orders', namespace: 'default' },
    relations: [{ type: 'apiProvidedBy', targetRef: 'component:default/orders-server' }],
  };

  it('are offered a network between them, filled in', async () => {
    const catalog = catalogApiMock({ entities: [client, server, orders] });
    renderEntity(entityCard, client, [], false, [[catalogApiRef, catalog]]);
    const offer = await screen.findByRole('region', {
      name: 'Components that cannot reach each other',
    });
    expect(offer).toHaveTextContent(
      'web on cluster-2 cannot reach orders-server on cluster-1: no network is between them.',
    );
    const request = query(within(offer).getByRole('link', { name: 'Request one, filled in' }));
    expect(request.get('project')).toBe('edge-shop');
    expect(JSON.parse(request.get('document')!)).toMatchObject({
      hub: { cluster: 'cluster-1' },
      spokes: [{ cluster: 'cluster-2' }],
      applications: [{ name: 'orders-server', expose: true }, { name: 'web' }],
    });
  });

  it('are offered to be exposed where a network joins the clusters already', async () => {
    const catalog = catalogApiMock({ entities: [client, server, orders] });
    renderEntity(entityCard, client, [shopNetwork(now)], false, [[catalogApiRef, catalog]]);
    const link = await screen.findByRole('link', {
      name: 'Expose it in shop, which joins both clusters',
    });
    expect(Object.fromEntries(query(link))).toEqual({ project: 'edge-shop', network: 'shop' });
  });
});

describe('context menu', () => {
  function renderItem(entity: Entity, denied = false) {
    const { useProps } = createExtensionTester(requestMenuItem).get(
      EntityContextMenuItemBlueprint.dataRefs.data,
    );
    function Item() {
      const item = useProps();
      if (!('href' in item)) return null;
      return (
        <a href={item.href} aria-disabled={item.disabled}>
          {item.title}
        </a>
      );
    }
    renderInTestApp(
      <EntityProvider entity={entity}>
        <Item />
      </EntityProvider>,
      { mountedRoutes: { '/interconnect': rootRouteRef }, apis: [permissions(denied)] },
    );
  }

  it('opens the form, filled in', async () => {
    renderItem(myBackend);
    const item = await screen.findByRole('link', { name: 'Request a network' });
    expect(item.getAttribute('href')).toMatch(/^\/interconnect\/request\?project=edge-shop&/);
    expect(JSON.parse(query(item).get('document')!).applications[0].name).toBe('my-backend');
  });

  it('is disabled without the permission, and names it', async () => {
    renderItem(system('menu'), true);
    const item = await screen.findByRole('link', {
      name: 'Request a network (requires the permission interconnect.network.create)',
    });
    expect(item).toHaveAttribute('aria-disabled', 'true');
  });
});

describe('plugin', () => {
  it('brings the extensions along', () => {
    const names = ['entity-content:interconnect', 'entity-card:interconnect'];
    for (const id of names)
      expect(() => interconnectPlugin.getExtension(id as never)).not.toThrow();
  });
});
