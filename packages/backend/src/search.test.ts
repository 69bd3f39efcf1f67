/* eslint-disable @backstage/no-forbidden-package-imports -- the credentials of the backend's own tests */
import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { AuthorizeResult, isResourcePermission } from '@backstage/plugin-permission-common';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import searchPlugin from '@backstage/plugin-search-backend';
import searchCatalogModule from '@backstage/plugin-search-backend-module-catalog';
import catalogModule from '@interconnect/backstage-plugin-catalog-backend-module-interconnect';
import {
  RealAuth,
  realAuth,
} from '@interconnect/backstage-plugin-interconnect-backend/src/__testUtils__/realAuth';
import request from 'supertest';

const tills = {
  project: 'edge-shop',
  name: 'tills',
  spec: { type: 'application-mesh', description: 'The tills of the stores' },
  status: { phase: 'Empty', members: [], services: [] },
};

/** Stands in for the Interconnect backend, as the catalog asks it. */
const interconnect = createBackendPlugin({
  pluginId: 'interconnect',
  register(env) {
    env.registerInit({
      deps: { httpAuth: coreServices.httpAuth, httpRouter: coreServices.httpRouter },
      async init({ httpAuth, httpRouter }) {
        httpRouter.use(async (req, res) => {
          await httpAuth.credentials(req, { allow: ['service'] });
          res.json(req.path === '/v1/networks' ? [tills] : []);
        });
      },
    });
  },
});

/** Entities are for their owners, everything else for whoever is signed in. */
const ownersOnly: PermissionPolicy = {
  async handle({ permission }, user) {
    if (!user) return { result: AuthorizeResult.DENY };
    if (!isResourcePermission(permission, 'catalog-entity')) {
      return { result: AuthorizeResult.ALLOW };
    }
    const claims = user.info.ownershipEntityRefs;
    return createCatalogConditionalDecision(
      permission,
      catalogConditions.isEntityOwner({ claims }),
    );
  },
};

jest.setTimeout(30_000);

describe('search', () => {
  let auth: RealAuth;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;
  /** Runs its tasks when a test says so. */
  const scheduler = mockServices.scheduler();
  const credentials = (groups: string[]) => ({
    authorization: `Bearer ${auth.userToken('somebody', groups)}`,
  });
  const found = async (term: string, headers: { authorization: string }) => {
    const { body } = await request(backend.server)
      .get('/api/search/query')
      .query({ term })
      .set(headers);
    return (body.results as { document: { title: string; location: string } }[]).map(
      ({ document }) => [document.title, document.location],
    );
  };

  /** Of the network; the catalog knows it when it has worked on the entity. */
  const ownerInCatalog = async () => {
    const { body } = await request(backend.server)
      .get('/api/catalog/entities/by-name/resource/default/edge-shop.tills')
      .set(credentials(['group:default/edge-team']));
    return body.relations?.find(({ type }: { type: string }) => type === 'ownedBy');
  };

  beforeAll(async () => {
    auth = realAuth(ownersOnly, {});
    backend = await startTestBackend({
      features: [
        ...auth.features,
        interconnect,
        catalogPlugin,
        catalogModule,
        searchPlugin,
        searchCatalogModule,
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        mockServices.rootConfig.factory({
          data: {
            ...auth.config,
            catalog: {
              processingInterval: { seconds: 1 },
              providers: { interconnect: { owner: 'group:default/edge-team' } },
            },
          },
        }),
      ],
    });
    await scheduler.triggerTask('interconnect:refresh');
    while (!(await ownerInCatalog())) await new Promise(resolve => setTimeout(resolve, 50));
    await scheduler.triggerTask('search_index_software_catalog');
  });
  afterAll(async () => {
    await backend.stop();
    auth.remove();
  });

  const result = ['tills', '/catalog/default/resource/edge-shop.tills'];

  it('finds a network by its name and by its description', async () => {
    const owner = credentials(['group:default/edge-team']);
    expect(await found('tills', owner)).toEqual([result]);
    expect(await found('stores', owner)).toEqual([result]);
    expect(await found('warehouse', owner)).toEqual([]);
  });

  it('does not find it for who may not read its entity', async () => {
    expect(await found('tills', credentials(['group:default/warehouse-team']))).toEqual([]);
    expect(await found('stores', credentials([]))).toEqual([]);
  });

  it('answers nobody who is not signed in', async () => {
    const { status } = await request(backend.server).get('/api/search/query?term=tills');
    expect(status).toBe(401);
  });
});
