import { Entity } from '@backstage/catalog-model';
import { Network, NetworkStatus } from '@interconnect/backstage-plugin-interconnect-common';

/** What a Component is for a network. */
export type EntityRole = 'serves' | 'uses';

/** A network of an entity. */
export interface EntityNetwork {
  /** `<project>/<network>`. */
  id: string;
  network: Network;
  /** Of a Component; a System has its networks as a whole. */
  roles: EntityRole[];
  /** With the addresses that matter to the entity: those that it serves, or all that it can use. */
  services: NetworkStatus['services'];
}

/** The networks of its project that an entity has to do with. A Component is known to networks as the application of its name. */
export function networksOf(entity: Entity, networks: Network[]): EntityNetwork[] {
  const whole = entity.kind.toLowerCase() === 'system';
  const name = entity.metadata.name.toLowerCase();
  return networks.flatMap(network => {
    const { project, name: networkName, spec, status } = network;
    const id = `${project}/${networkName}`;
    if (whole) return [{ id, network, roles: [], services: status.services }];
    const own = (spec.applications ?? []).filter(application => application.name === name);
    if (own.length === 0) return [];
    const serves = own.some(({ expose }) => expose);
    const uses = own.some(({ expose }) => !expose);
    return [
      {
        id,
        network,
        roles: [...(serves ? ['serves' as const] : []), ...(uses ? ['uses' as const] : [])],
        services: uses
          ? status.services
          : status.services.filter(({ application }) => application === name),
      },
    ];
  });
}
