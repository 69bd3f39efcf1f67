import { Network } from '@interconnect/backstage-plugin-interconnect-common';
import { backendService, before, readyNetwork, shopDocument } from './shop';

/** Everything works. */
export function shopNetwork(now: Date): Network {
  return readyNetwork('shop', ['cluster-2', 'cluster-3'], before(now, 12));
}

/** The link of one spoke is down. */
export function returnsNetwork(now: Date): Network {
  const network = readyNetwork('returns', ['cluster-2', 'cluster-3'], before(now, 20));
  network.spec.description = 'Returns desk';
  network.status.phase = 'Degraded';
  network.status.members = network.status.members.map(member =>
    member.cluster === 'cluster-3'
      ? {
          ...member,
          state: 'NotReady',
          message: 'Link interconnect-cluster-3 is not operational: connection timed out',
          link: { state: 'Down', since: before(now, 7 * 60) },
        }
      : member,
  );
  return network;
}

/** Nobody has looked for three hours. Of another project, and so in a namespace of its own. */
export function staleNetwork(now: Date): Network {
  const { spec, status, ...network } = readyNetwork('stock', ['cluster-3'], before(now, 3 * 3600));
  const project = 'warehouse';
  const applications = spec.applications?.map(app => ({ ...app, namespace: project }));
  const services = status.services.map(service => ({ ...service, namespace: project }));
  return {
    ...network,
    project,
    spec: { ...spec, description: 'Stock', applications },
    status: { ...status, services },
  };
}

/** Nothing has been observed. */
export function unknownNetwork(name = 'kiosk'): Network {
  const spec = shopDocument('Kiosks in the malls', 'cluster-1', ['cluster-2']);
  return {
    project: 'edge-shop',
    name,
    generation: 1,
    spec,
    status: {
      phase: 'Unknown',
      members: [
        { cluster: 'cluster-1', role: 'hub', state: 'Unknown' },
        { cluster: 'cluster-2', role: 'spoke', state: 'Unknown', link: { state: 'Unknown' } },
      ],
      services: [backendService(name, 'cluster-1', 'Unknown')],
    },
  };
}

/** A rollout is under way. */
export function progressingNetwork(): Network {
  const network = unknownNetwork('popup');
  return {
    ...network,
    status: { ...network.status, phase: 'Progressing' },
    rollout: { id: '7d5c2f0e-1b1f-4a53-9a55-3f1f3c1f0a11', state: 'Running' },
  };
}

/** The seed's minimal document: no members. */
export function emptyNetwork(): Network {
  return {
    project: 'edge-shop',
    name: 'draft',
    generation: 1,
    spec: { description: 'Network for Interconnect', type: 'application-mesh' },
    status: { phase: 'Empty', members: [], services: [] },
  };
}

/**
 * As many spokes as wanted. Of every hundred, seven links are down and one spoke does not answer, unless `allUp`.
 */
export function wideNetwork(now: Date, spokes: number, allUp = false): Network {
  const names = Array.from({ length: spokes }, (_, index) => `store-${index + 1}`);
  const network = readyNetwork('stores', names, before(now, 30));
  network.spec.description = `Point of sale of ${spokes} stores`;
  if (allUp) return network;
  network.status.phase = 'Degraded';
  network.status.members = network.status.members.map((member, index) => {
    if (index % 100 === 99) {
      return {
        ...member,
        state: 'Unknown',
        link: { state: 'Unknown' },
        message: 'The API server of the cluster does not answer',
      };
    }
    return index % 14 === 13
      ? {
          ...member,
          state: 'NotReady',
          link: { state: 'Down', since: before(now, 600 + index) },
          message: 'Link is not operational: connection refused',
        }
      : member;
  });
  return network;
}
