import { Entity } from '@backstage/catalog-model';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { JsonObject } from '@backstage/types';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { InterconnectApi } from '@interconnect/backstage-plugin-interconnect-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes, useLocation, useNavigate } from 'react-router-dom';
import { SWRConfig } from 'swr';
import { rootRouteRef } from '../../../routes';
import { interconnectApiRef } from '../../../api';
import { RequestPage } from '../RequestPage';

function entity(kind: string, name: string, more: Partial<Entity> = {}): Entity {
  const metadata = { namespace: 'default', name, ...more.metadata };
  return { apiVersion: 'backstage.io/v1alpha1', kind, spec: {}, ...more, metadata };
}

const ownedBy = (group: string) => ({ type: 'ownedBy', targetRef: `group:default/${group}` });
const partOf = (system: string) => ({ type: 'partOf', targetRef: `system:default/${system}` });

/** Like the catalog of the demo. */
const entities: Entity[] = [
  entity('System', 'edge-shop', { relations: [ownedBy('edge-team')] }),
  entity('System', 'warehouse', { relations: [ownedBy('warehouse-team')] }),
  entity('Component', 'my-backend', {
    metadata: {
      name: 'my-backend',
      annotations: { 'backstage.io/kubernetes-namespace': 'shop' },
    },
    relations: [partOf('edge-shop')],
  }),
  entity('Component', 'my-frontend', { relations: [partOf('edge-shop')] }),
  entity('Component', 'stock', { relations: [partOf('warehouse')] }),
];

function Elsewhere() {
  const { pathname } = useLocation();
  return <p>{`now at ${pathname}`}</p>;
}

/** Like the browser's own buttons, and what it shows as the address. */
function Browser() {
  const { search } = useLocation();
  const navigate = useNavigate();
  return (
    <>
      <button onClick={() => navigate(-1)}>Browser: back</button>
      <output aria-label="Address">{search}</output>
    </>
  );
}

/** The form at an address: `?project=edge-shop`. */
export function renderRequest(
  query: string,
  api: InterconnectApi,
  options: { denied?: string[]; config?: JsonObject } = {},
) {
  return renderInTestApp(
    // Decisions of the permission policy are cached: not from one test to the next.
    <SWRConfig value={{ provider: () => new Map(), dedupingInterval: 0 }}>
      <Browser />
      <Routes>
        <Route path="/interconnect/request" element={<RequestPage />} />
        <Route path="*" element={<Elsewhere />} />
      </Routes>
    </SWRConfig>,
    {
      mountedRoutes: {
        '/interconnect': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      initialRouteEntries: [`/interconnect/request${query}`],
      ...(options.config && { config: options.config }),
      apis: [
        [interconnectApiRef, api],
        [catalogApiRef, catalogApiMock({ entities })],
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

/** Presses a button. */
export async function press(name: string | RegExp) {
  await userEvent.click(await screen.findByRole('button', { name }));
}

/** Chooses from a list that opens; one that takes several is closed again. */
export async function choose(list: string | RegExp, option: string | RegExp) {
  await press(list);
  await userEvent.click(await screen.findByRole('option', { name: option }));
  if (screen.queryByRole('listbox')) await userEvent.keyboard('{Escape}');
}

/** Chooses by typing. */
export async function pick(label: string, option: string) {
  const input = await screen.findByRole('combobox', { name: label });
  await userEvent.clear(input);
  await userEvent.type(input, option);
  await userEvent.click(await screen.findByRole('option', { name: new RegExp(`^${option}`) }));
}

/** Writes into a field what was not there before. */
export async function enter(label: string | RegExp, text: string) {
  const field = await screen.findByRole('textbox', { name: label });
  await userEvent.clear(field);
  if (text) await userEvent.type(field, text);
}

/** Waits for a step of the form. */
export function step(title: string) {
  return screen.findByRole('heading', { name: new RegExp(`^Step \\d of 4: ${title}$`) });
}
