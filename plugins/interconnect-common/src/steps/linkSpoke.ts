import { NetworkRef } from '../network/types';
import { deploySkupper } from './deploySkupper';
import { exposedBy, StepDefinition } from './StepDefinition';

/** @public */
export interface LinkSpokeInput {
  kind: 'linkSpoke';
  network: NetworkRef;
  /** The spoke. */
  cluster: string;
  hub: string;
  /** Of the hub when the spoke's certificate was issued: another one plans the link again. */
  authority?: number;
}

/** Links a spoke to the hub. */
export const linkSpoke = {
  kind: 'linkSpoke',
  desired: ({ network, hub, spokes, authority }) =>
    spokes.map(({ cluster }) => ({
      kind: 'linkSpoke',
      network,
      cluster,
      hub: hub.cluster,
      ...(authority && { authority }),
    })),
  needs: ({ cluster, hub }, among) => [
    ...among.on(deploySkupper, hub),
    ...among.on(deploySkupper, cluster),
  ],
  members: ({ cluster, hub }) => ({ hub: { cluster: hub }, spokes: [{ cluster }] }),
  alsoOn: ({ hub }) => hub,
  asked: true,
  makes: () => [],
  applySummary: ({ cluster, hub }) => `${cluster}: link to hub ${hub}`,
  removeSummary: ({ cluster, hub }) => `${cluster}: remove link to hub ${hub}`,
  activity: {
    // Only in rollouts that were planned before publishing was a step of its own.
    exposed: (input, known) => {
      const { servers, serversDigest } = input as FormerLinkInput;
      if (servers) return exposedBy(Object.keys(servers), known);
      return serversDigest === undefined
        ? undefined
        : exposedBy(known.serversOf(serversDigest), known);
    },
    absent: true,
  },
} satisfies StepDefinition<LinkSpokeInput>;

/**
 * As links were planned and recorded when they published the services as well: with the digest of
 * the servers, or even before with all of them.
 */
export interface FormerLinkInput extends LinkSpokeInput {
  serversDigest?: string;
  servers?: Record<string, string>;
}
