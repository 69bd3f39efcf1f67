import { startTestBackend } from '@backstage/backend-test-utils';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { permissionPolicyModule } from './permissionPolicyModule';
import { ProjectOwnersPolicy } from './ProjectOwnersPolicy';

describe('permissionPolicyModule', () => {
  it('sets the policy', async () => {
    const setPolicy = jest.fn();
    await startTestBackend({
      extensionPoints: [[policyExtensionPoint, { setPolicy }]],
      features: [permissionPolicyModule],
    });
    expect(setPolicy).toHaveBeenCalledWith(expect.any(ProjectOwnersPolicy));
  });
});
