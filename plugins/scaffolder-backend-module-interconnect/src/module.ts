import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { InterconnectClient } from '@interconnect/backstage-plugin-interconnect-common';
import { createPlanAction } from './actions/plan';
import { createRequestAction } from './actions/request';

/**
 * Module of the scaffolder: templates plan networks, ask for them and wait for them, as the person
 * who started the template.
 *
 * @public
 */
export const scaffolderModuleInterconnect = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'interconnect',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        scaffolder: scaffolderActionsExtensionPoint,
      },
      async init({ auth, config, discovery, scaffolder }) {
        const services = {
          auth,
          api: new InterconnectClient({ discoveryApi: discovery, fetchApi: { fetch } }),
          portal: config.getString('app.baseUrl').replace(/\/+$/, ''),
        };
        scaffolder.addActions(createPlanAction(services), createRequestAction(services));
      },
    });
  },
});
