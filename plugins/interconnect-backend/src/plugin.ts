import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';

export const interconnectPlugin = createBackendPlugin({
  pluginId: 'interconnect',
  register(env) {
    env.registerInit({
      deps: { logger: coreServices.logger },
      async init({ logger }) {
        logger.info('hello');
      },
    });
  },
});
