import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import type { PermissionPolicy, PolicyQueryUser } from '@backstage/plugin-permission-node';
import { interconnectPermissions } from '@interconnect/backstage-plugin-interconnect-common';
import { PortalPolicy } from './PortalPolicy';
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
      'interconnect.history.decode': AuthorizeResult.DENY,
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

  describe("about what is not Interconnect's", () => {
    const others = [
      createPermission({ name: 'catalog.entity.create', attributes: { action: 'create' } }),
      createPermission({
        name: 'catalog.entity.delete',
        attributes: { action: 'delete' },
        resourceType: 'catalog-entity',
      }),
      createPermission({ name: 'scaffolder.task.create', attributes: { action: 'create' } }),
      createPermission({ name: 'interconnect.network.readAll', attributes: { action: 'read' } }),
      createPermission({
        name: 'other.network.read',
        attributes: { action: 'read' },
        resourceType: 'interconnect-network',
      }),
    ];

    it('allows nothing by itself', async () => {
      for (const permission of others) {
        expect(await policy.handle({ permission }, await guest())).toEqual({
          result: AuthorizeResult.DENY,
        });
      }
    });

    it("asks the portal's own policy, and only about these", async () => {
      const handle = jest.fn<Promise<PolicyDecision>, Parameters<PermissionPolicy['handle']>>(
        async () => ({ result: AuthorizeResult.ALLOW }),
      );
      const composed = new ProjectOwnersPolicy({ handle });
      const user = await guest();
      for (const permission of [...others, ...interconnectPermissions]) {
        const { result } = await composed.handle({ permission }, user);
        expect([permission.name, result]).toEqual([
          permission.name,
          others.includes(permission)
            ? AuthorizeResult.ALLOW
            : (await policy.handle({ permission }, user)).result,
        ]);
      }
      expect(handle.mock.calls).toEqual(others.map(permission => [{ permission }, user]));
    });
  });

  it('allows nothing to nobody, in the demo either', async () => {
    const permission = createPermission({ name: 'catalog.entity.create', attributes: {} });
    const demo = new ProjectOwnersPolicy(new PortalPolicy());
    expect(await demo.handle({ permission }, await guest())).toEqual({
      result: AuthorizeResult.ALLOW,
    });
    for (const each of [permission, ...interconnectPermissions]) {
      expect(await demo.handle({ permission: each })).toEqual({ result: AuthorizeResult.DENY });
      expect(await policy.handle({ permission: each })).toEqual({ result: AuthorizeResult.DENY });
    }
  });
});
