import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { EntityProvider, EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { catalogModuleInterconnect } from './module';

/** Stands in for the Interconnect backend: answers services only. */
const interconnect = createBackendPlugin({
  pluginId: 'interconnect',
  register(env) {
    env.registerInit({
      deps: { httpAuth: coreServices.httpAuth, httpRouter: coreServices.httpRouter },
      async init({ httpAuth, httpRouter }) {
        httpRouter.use(async (req, res) => {
          const { principal } = await httpAuth.credentials(req, { allow: ['service'] });
          const title = `asked by ${principal.subject}`;
          res.json(req.path === '/v1/clusters' ? [{ name: 'cluster-1', title }] : []);
        });
      },
    });
  },
});

async function startModule(settings: object) {
  const providers: EntityProvider[] = [];
  const run = jest.fn();
  const scheduler = mockServices.scheduler.mock({ createScheduledTaskRunner: () => ({ run }) });
  const backend = await startTestBackend({
    extensionPoints: [
      [
        catalogProcessingExtensionPoint,
        { addEntityProvider: (provider: EntityProvider) => providers.push(provider) } as never,
      ],
    ],
    features: [
      catalogModuleInterconnect,
      interconnect,
      catalogServiceMock.factory({ entities: [] }),
      scheduler.factory,
      mockServices.rootConfig.factory({
        data: { catalog: { providers: { interconnect: settings } } },
      }),
    ],
  });
  return { backend, providers, run, scheduler };
}

describe('catalogModuleInterconnect', () => {
  it('reads the backend as the catalog, every 30 seconds', async () => {
    const { backend, providers, run, scheduler } = await startModule({});
    const mutations: EntityProviderMutation[] = [];
    await providers[0].connect({
      applyMutation: async mutation => void mutations.push(mutation),
      refresh: async () => {},
    });
    expect(scheduler.createScheduledTaskRunner).toHaveBeenCalledWith(
      expect.objectContaining({ frequency: { seconds: 30 } }),
    );
    await run.mock.calls[0][0].fn();
    expect(mutations).toMatchObject([
      {
        type: 'full',
        entities: [
          {
            entity: {
              metadata: { name: 'cluster-1', title: 'asked by plugin:catalog' },
              spec: { owner: 'group:default/unknown' },
            },
          },
        ],
      },
    ]);
    await backend.stop();
  });

  it('takes schedule and owner from the configuration', async () => {
    const { backend, scheduler } = await startModule({
      schedule: { frequency: { minutes: 5 }, timeout: { minutes: 1 } },
      owner: 'platform-team',
    });
    expect(scheduler.createScheduledTaskRunner).toHaveBeenCalledWith(
      expect.objectContaining({ frequency: { minutes: 5 } }),
    );
    await backend.stop();
    await expect(startModule({ owner: 'a/b/c' })).rejects.toThrow(
      /catalog\.providers\.interconnect\.owner is "a\/b\/c"/,
    );
  });
});
