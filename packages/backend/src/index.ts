import { createBackend } from '@backstage/backend-defaults';
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { demoSignInModule } from './demoSignIn';
import { demoTemplatesModule } from './demoTemplates';
import { permissionPolicyModule } from './permissionPolicyModule';
import { withoutStackTraces } from './withoutStackTraces';

const backend = createBackend();

backend.add(
  rootHttpRouterServiceFactory({
    configure({ app, applyDefaults }) {
      app.use(withoutStackTraces);
      applyDefaults();
    },
  }),
);

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(demoSignInModule);

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'));
backend.add(import('@interconnect/backstage-plugin-catalog-backend-module-interconnect'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(permissionPolicyModule);

backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));

backend.add(import('@backstage/plugin-techdocs-backend'));
backend.add(import('@backstage/plugin-search-backend-module-techdocs'));

backend.add(import('@backstage/plugin-mcp-actions-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@interconnect/backstage-plugin-scaffolder-backend-module-interconnect'));
backend.add(demoTemplatesModule);

backend.add(import('@interconnect/backstage-plugin-interconnect-backend'));

backend.start();
