import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult, createPermission } from '@backstage/plugin-permission-common';
import type { PolicyQueryUser } from '@backstage/plugin-permission-node';
import { interconnectPermissions } from '@interconnect/backstage-plugin-interconnect-common';
import { ProjectOwnersPolicy } from './ProjectOwnersPolicy';

const ownershipEntityRefs = ['user:default/guest', 'group:default/edge-team'];

async function guest(): Promise<PolicyQueryUser> {
  const credentials = mockCredentials.user('user:default/guest');
  const info = { userEntityRef: 'user:default/guest', ownershipEntityRefs };
  const userInfo = mockServices.userInfo(info);
  return { credentials, info: await userInfo.getUserInfo(credentials) } as PolicyQueryUser;
}

describe('ProjectOwnersPolicy', () => {
  const policy = new ProjectOwnersPolicy();

  it('lets people read and approve, and leaves the rest of networks to the owners of the project', async () => {
    const user = await guest();
    const decisions = await Promise.all(
      interconnectPermissions.map(async permission => {
        const decision = await policy.handle({ permission }, user);
        return [permission.name, decision.result];
      }),
    );
    expect(Object.fromEntries(decisions)).toEqual({
      'interconnect.cluster.read': AuthorizeResult.ALLOW,
      'interconnect.network.read': AuthorizeResult.ALLOW,
      'interconnect.network.create': AuthorizeResult.CONDITIONAL,
      'interconnect.network.update': AuthorizeResult.CONDITIONAL,
      'interconnect.network.delete': AuthorizeResult.CONDITIONAL,
      'interconnect.network.approve': AuthorizeResult.ALLOW,
      'interconnect.network.operate': AuthorizeResult.CONDITIONAL,
    });
    const [permission] = interconnectPermissions.filter(({ name }) => name.endsWith('.create'));
    expect(await policy.handle({ permission }, user)).toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'interconnect',
      resourceType: 'interconnect-network',
      conditions: {
        resourceType: 'interconnect-network',
        rule: 'IS_PROJECT_OWNER',
        params: { claims: ownershipEntityRefs },
      },
    });
  });

  it('allows the rest of the portal to people, and nothing to nobody', async () => {
    const permission = createPermission({ name: 'catalog.entity.create', attributes: {} });
    expect(await policy.handle({ permission }, await guest())).toEqual({
      result: AuthorizeResult.ALLOW,
    });
    for (const each of [permission, ...interconnectPermissions]) {
      expect(await policy.handle({ permission: each })).toEqual({ result: AuthorizeResult.DENY });
    }
  });
});
