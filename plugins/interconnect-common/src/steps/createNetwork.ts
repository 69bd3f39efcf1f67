import { NetworkRef } from '../network/types';
import { StepDefinition } from './StepDefinition';

/** @public */
export interface CreateNetworkInput {
  kind: 'createNetwork';
  network: NetworkRef;
  /** The hub. */
  cluster: string;
}

export const createNetwork = {
  kind: 'createNetwork',
  desired: ({ network, hub: { cluster } }) => [{ kind: 'createNetwork', network, cluster }],
  needs: () => [],
  members: ({ cluster }) => ({ hub: { cluster } }),
  asked: true,
  makes: ({ network }) => [wholeNamespace(network)],
  applySummary: ({ cluster, network: { name, namespace } }) =>
    `${cluster}: create network ${name} in namespace ${namespace}`,
  removeSummary: ({ cluster, network: { name, namespace } }) =>
    `${cluster}: remove network ${name} and namespace ${namespace}`,
} satisfies StepDefinition<CreateNetworkInput>;

/** The network's namespace on a member, for people. */
export function wholeNamespace({ namespace }: NetworkRef): string {
  return `Namespace ${namespace} with all that is in it`;
}
