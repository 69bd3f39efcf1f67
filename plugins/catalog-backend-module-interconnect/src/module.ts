import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint, catalogServiceRef } from '@backstage/plugin-catalog-node';
import { InterconnectClient } from '@interconnect/backstage-plugin-interconnect-common';
import { InterconnectEntityProvider } from './InterconnectEntityProvider';
import { readSettings } from './readSettings';

/**
 * Module of the catalog: clusters and networks as Resources, refreshed from the Interconnect
 * backend.
 *
 * @public
 */
export const catalogModuleInterconnect = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'interconnect',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, catalog, config, discovery, logger, processing, scheduler }) {
        const { schedule, owner, portal } = readSettings(config);
        processing.addEntityProvider(
          new InterconnectEntityProvider({
            api: new InterconnectClient({ discoveryApi: discovery, fetchApi: { fetch } }),
            auth,
            catalog,
            logger,
            schedule: scheduler.createScheduledTaskRunner(schedule),
            owner,
            portal,
          }),
        );
      },
    });
  },
});
