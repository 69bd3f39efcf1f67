import { createBackendModule } from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { PortalPolicy } from './PortalPolicy';
import { ProjectOwnersPolicy } from './ProjectOwnersPolicy';

/** Gives the permission backend the policy of the demo. */
export const permissionPolicyModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'project-owners-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new ProjectOwnersPolicy(new PortalPolicy()));
      },
    });
  },
});
