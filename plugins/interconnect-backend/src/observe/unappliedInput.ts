import { networkRefOf, ObserveInput } from '@interconnect/backstage-plugin-interconnect-common';
import { networkStatus } from '../status/networkStatus';
import type { StoredNetwork } from '../store/NetworkStore';

/**
 * What is known of a network that stands on no member, as the API says it: a document without
 * members, a first rollout that failed, what a deletion has left. An observation of before says
 * nothing any more.
 */
export function unappliedInput({ observation, ...network }: StoredNetwork): ObserveInput {
  const { phase, members, services } = networkStatus(network);
  return {
    network: networkRefOf(network.desired),
    members: [],
    exposed: [],
    unapplied: {
      phase,
      members,
      services: services.map(({ application, cluster, namespace, name, port, state }) => ({
        ...{ application, cluster, namespace, name, port, state },
      })),
    },
  };
}
