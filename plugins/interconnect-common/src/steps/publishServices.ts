import { aliasNamespace } from '../network/names';
import { NetworkRef } from '../network/types';
import { deploySkupper } from './deploySkupper';
import { linkSpoke } from './linkSpoke';
import { serversDigest } from './servers';
import { exposedBy, StepDefinition } from './StepDefinition';

/** A changed server publishes the services again. @public */
export type PublishServicesInput = {
  kind: 'publishServices';
  network: NetworkRef;
  /** The member. */
  cluster: string;
} & (
  | {
      /** On the hub: step ids and digests of the servers whose services are published. */
      servers: Record<string, string>;
    }
  | {
      /** On a spoke: the digest of them. */
      serversDigest: string;
      hub: string;
    }
);

/**
 * Makes the exposed services reachable on a member. It publishes those of the servers that stand
 * once nothing more is to be expected of the others, and then fails when some are missing.
 */
export const publishServices = {
  kind: 'publishServices',
  desired: ({ network, hub, spokes, servers }): PublishServicesInput[] => {
    if (Object.keys(servers).length === 0) return [];
    const kind = 'publishServices';
    const digest = serversDigest(servers);
    return [
      { kind, network, cluster: hub.cluster, servers },
      ...spokes.map(
        ({ cluster }) =>
          ({
            kind,
            network,
            cluster,
            hub: hub.cluster,
            serversDigest: digest,
          }) as const,
      ),
    ];
  },
  needs: ({ cluster }, among) => {
    const links = among.on(linkSpoke, cluster);
    return links.length > 0 ? links : among.on(deploySkupper, cluster);
  },
  after: (_, among) => [...among.servers],
  members: input =>
    'hub' in input
      ? { hub: { cluster: input.hub }, spokes: [{ cluster: input.cluster }] }
      : { hub: { cluster: input.cluster } },
  alsoOn: input => ('hub' in input ? input.hub : undefined),
  asked: true,
  makes: ({ network }) => [aliasServices(network)],
  applySummary: ({ cluster }) => `${cluster}: publish the exposed services`,
  removeSummary: ({ cluster }) => `${cluster}: withdraw the exposed services`,
  activity: {
    exposed: (input, known) =>
      exposedBy(
        'servers' in input ? Object.keys(input.servers) : known.serversOf(input.serversDigest),
        known,
      ),
    missing: true,
    absent: true,
  },
} satisfies StepDefinition<PublishServicesInput>;

/** The seed's addresses on a member, for people. */
function aliasServices({ name }: NetworkRef): string {
  return `Services of network ${name} in Namespace ${aliasNamespace}`;
}
