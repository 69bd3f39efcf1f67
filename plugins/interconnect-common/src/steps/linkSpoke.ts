import { NetworkRef } from '../network/types';
import { deploySkupper } from './deploySkupper';
import { aliasServices } from './publishServices';
import { serversDigest } from './servers';
import { exposedBy, StepDefinition } from './StepDefinition';

/** @public */
export interface LinkSpokeInput {
  kind: 'linkSpoke';
  network: NetworkRef;
  /** The spoke. */
  cluster: string;
  hub: string;
  /** Of the servers whose services are published: a changed server plans the link again. */
  serversDigest: string;
  /** Of the hub when the spoke's certificate was issued: another one plans the link again. */
  authority?: number;
}

/** Links a spoke to the hub and makes the exposed services reachable there. */
export const linkSpoke = {
  kind: 'linkSpoke',
  desired: ({ network, hub, spokes, servers, authority }) => {
    const digest = serversDigest(servers);
    return spokes.map(({ cluster }) => ({
      kind: 'linkSpoke',
      network,
      cluster,
      hub: hub.cluster,
      serversDigest: digest,
      ...(authority && { authority }),
    }));
  },
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
    exposed: (input, known) =>
      exposedBy(
        isFormer(input) ? Object.keys(input.servers) : known.serversOf(input.serversDigest),
        known,
      ),
    absent: true,
  },
} satisfies StepDefinition<LinkSpokeInput>;

/** As links were planned and recorded when each listed the servers. */
interface FormerLinkInput {
  servers: Record<string, string>;
}

function isFormer(input: object): input is FormerLinkInput {
  return 'servers' in input;
}

/** A link as it would be planned today. */
export function currentLink(input: LinkSpokeInput): LinkSpokeInput {
  if (!isFormer(input)) return input;
  const { servers, ...rest } = input as LinkSpokeInput & FormerLinkInput;
  return { ...rest, serversDigest: serversDigest(servers) };
}
