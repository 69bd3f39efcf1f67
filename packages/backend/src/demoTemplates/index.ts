import { join, resolve } from 'node:path';
import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { catalogServiceRef, locationSpecToLocationEntity } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createSaveAction } from './saveComponent';

/** Of `catalog.locations`. */
const folder = 'catalog';

/** What the template of the demo needs beside Interconnect's own actions. */
export const demoTemplatesModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'demo-templates',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogServiceRef,
        logger: coreServices.logger,
        scaffolder: scaffolderActionsExtensionPoint,
      },
      async init({ catalog, logger, scaffolder }) {
        const target = resolve(join(folder, '*.yaml'));
        const location = locationSpecToLocationEntity({ location: { type: 'file', target } });
        scaffolder.addActions(
          createSaveAction({
            folder,
            // The catalog looks by itself as well, only later.
            refresh: credentials =>
              catalog
                .refreshEntity(stringifyEntityRef(location), { credentials })
                .catch(error => logger.warn(`The catalog was not refreshed: ${error.message}`)),
          }),
        );
      },
    });
  },
});
