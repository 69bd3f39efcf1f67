import { isResourcePermission } from '@backstage/plugin-permission-common';
import { interconnectPermissions, networkPermissions, networkResourceType } from './permissions';

describe('interconnectPermissions', () => {
  it('has each permission once, those of one network with its resource type', () => {
    expect(interconnectPermissions.map(({ name }) => name).sort()).toEqual([
      'interconnect.cluster.read',
      'interconnect.history.decode',
      'interconnect.network.approve',
      'interconnect.network.create',
      'interconnect.network.delete',
      'interconnect.network.operate',
      'interconnect.network.read',
      'interconnect.network.update',
    ]);
    const ofNetworks = interconnectPermissions.filter(permission =>
      isResourcePermission(permission, networkResourceType),
    );
    expect(ofNetworks).toEqual(networkPermissions);
  });
});
