import { aliasNamespace } from '../network/names';
import { NetworkRef } from '../network/types';
import { deploySkupper } from './deploySkupper';
import { exposedBy, StepDefinition } from './StepDefinition';

/** @public */
export interface PublishServicesInput {
  kind: 'publishServices';
  network: NetworkRef;
  /** The hub. */
  cluster: string;
  /**
   * Step ids and digests of the servers whose services are published: a changed server publishes
   * them again.
   */
  servers: Record<string, string>;
}

/** Makes the exposed services reachable on the hub; on a spoke its link does that. */
export const publishServices = {
  kind: 'publishServices',
  desired: ({ network, hub: { cluster }, servers }) =>
    Object.keys(servers).length > 0 ? [{ kind: 'publishServices', network, cluster, servers }] : [],
  needs: ({ cluster }, among) => [...among.on(deploySkupper, cluster), ...among.servers],
  members: ({ cluster }) => ({ hub: { cluster } }),
  makes: ({ network }) => [aliasServices(network)],
  applySummary: ({ cluster }) => `${cluster}: publish the exposed services`,
  removeSummary: ({ cluster }) => `${cluster}: withdraw the exposed services`,
  activity: { exposed: ({ servers }, known) => exposedBy(Object.keys(servers), known) },
} satisfies StepDefinition<PublishServicesInput>;

/** The seed's addresses on a member, for people. */
export function aliasServices({ name }: NetworkRef): string {
  return `Services of network ${name} in Namespace ${aliasNamespace}`;
}
