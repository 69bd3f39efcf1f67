import {
  AppliedNetwork,
  appliedSettings,
  DeploySkupperInput,
  exposedServices,
  ObserveInput,
} from '@interconnect/backstage-plugin-interconnect-common';

/**
 * What there is to observe of a network: the members on which its Site was really applied, the hub
 * first, and what its servers expose, and what else was set. A member whose link failed is one of
 * them, because what the cluster says of it is worth knowing; one whose Site is being made or
 * removed is not. Undefined when there is none.
 */
export function observeInput(applied: AppliedNetwork): ObserveInput | undefined {
  const sites = Object.values(applied)
    .filter(({ state }) => state === 'applied')
    .map(({ input }) => input)
    .filter((input): input is DeploySkupperInput => input.kind === 'deploySkupper')
    .sort((one, other) => rank(one) - rank(other) || compare(one.cluster, other.cluster));
  return sites.length > 0
    ? {
        network: sites[0].network,
        members: sites.map(({ cluster, role }) => ({ cluster, role })),
        exposed: exposedServices(applied),
        settings: appliedSettings(applied),
      }
    : undefined;
}

function rank({ role }: DeploySkupperInput): number {
  return role === 'hub' ? 0 : 1;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
