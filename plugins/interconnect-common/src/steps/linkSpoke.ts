import { NetworkRef } from '../network/types';
import { deploySkupper } from './deploySkupper';
import { aliasServices } from './publishServices';
import { exposedBy, StepDefinition } from './StepDefinition';

/** @public */
export interface LinkSpokeInput {
  kind: 'linkSpoke';
  network: NetworkRef;
  /** The spoke. */
  cluster: string;
  hub: string;
  /** Step ids and digests of the servers whose services are published: a changed server plans the link again. */
  servers: Record<string, string>;
  /** Of the hub when the spoke's certificate was issued: another one plans the link again. */
  authority?: number;
}

/** Links a spoke to the hub and makes the exposed services reachable there. */
export const linkSpoke = {
  kind: 'linkSpoke',
  desired: ({ network, hub, spokes, servers, authority }) =>
    spokes.map(({ cluster }) => ({
      kind: 'linkSpoke',
      network,
      cluster,
      hub: hub.cluster,
      servers,
      ...(authority && { authority }),
    })),
  needs: ({ cluster, hub }, among) => [
    ...among.on(deploySkupper, hub),
    ...among.on(deploySkupper, cluster),
    ...among.servers,
  ],
  members: ({ cluster, hub }) => ({ hub: { cluster: hub }, spokes: [{ cluster }] }),
  alsoOn: ({ hub }) => hub,
  makes: ({ network }) => [aliasServices(network)],
  applySummary: ({ cluster, hub }) => `${cluster}: link to hub ${hub}`,
  removeSummary: ({ cluster, hub }) => `${cluster}: remove link to hub ${hub}`,
  activity: {
    exposed: ({ servers }, known) => exposedBy(Object.keys(servers), known),
    absent: true,
  },
} satisfies StepDefinition<LinkSpokeInput>;
