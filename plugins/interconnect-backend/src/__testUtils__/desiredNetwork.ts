import type { DesiredNetwork } from '@interconnect/backstage-plugin-interconnect-common';

/** A network with members and without applications. */
export function desiredNetwork(name: string, ...spokes: string[]): DesiredNetwork {
  return {
    project: 'edge-shop',
    name,
    document: {
      type: 'application-mesh',
      hub: { cluster: 'cluster-1' },
      spokes: spokes.map(cluster => ({ cluster })),
    },
    manifests: {},
  };
}
