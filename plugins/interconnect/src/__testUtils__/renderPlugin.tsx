import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { identityApiRef } from '@backstage/core-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import type { JsonObject } from '@backstage/types';
import { InterconnectApi } from '@interconnect/backstage-plugin-interconnect-common';
import { Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { SWRConfig } from 'swr';
import { catalogEntities } from '../../dev/answers';
import { interconnectApiRef } from '../api';
import { Router } from '../components/Router';
import { rootRouteRef } from '../routes';

/**
 * All pages of the plugin at an address below it.
 *
 * @param path - `/clusters`
 * @param options - `denied`: names of permissions that the person does not have; `identity`: who
 * that is; `config`: of the portal
 */
export function renderPlugin(
  path: string,
  api: InterconnectApi,
  options: {
    denied?: string[];
    identity?: { userEntityRef: string; ownershipEntityRefs: string[] };
    config?: JsonObject;
  } = {},
) {
  return renderInTestApp(
    // Decisions of the permission policy are cached: not from one test to the next.
    <SWRConfig value={{ provider: () => new Map(), dedupingInterval: 0 }}>
      <Suspense fallback={null}>
        <Routes>
          <Route path="/interconnect/*" element={<Router />} />
        </Routes>
      </Suspense>
    </SWRConfig>,
    {
      mountedRoutes: {
        '/interconnect': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      config: options.config,
      initialRouteEntries: [`/interconnect${path}`],
      apis: [
        [interconnectApiRef, api],
        [catalogApiRef, new InMemoryCatalogClient({ entities: catalogEntities })],
        [identityApiRef, mockApis.identity(options.identity)],
        [
          permissionApiRef,
          mockApis.permission({
            authorize: ({ permission }) =>
              options.denied?.includes(permission.name)
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          }),
        ],
      ],
    },
  );
}
