import {
  AppliedNetwork,
  appliedClusters,
  ExposedService,
  exposedServices,
} from '@interconnect/backstage-plugin-interconnect-common';

/** What a list shows of what is applied, which itself is large. */
export interface Standing {
  /** Clusters on which something stands, the hub first. */
  clusters: string[];
  /** Hubs to which something that stands is linked. */
  hubs: string[];
  /** What the servers expose. */
  services: ExposedService[];
}

export function standingOf(applied: AppliedNetwork): Standing {
  const hubs = Object.values(applied).flatMap(({ input }) => ('hub' in input ? [input.hub] : []));
  return {
    clusters: appliedClusters(applied),
    hubs: [...new Set(hubs)],
    services: exposedServices(applied),
  };
}
