import { NetworkStatus, SiteStatus } from '../../api/networkStatus';
import { SiteRecord } from '../../api/types';

type Service = NonNullable<SiteRecord['services']>[number];

/**
 * What `Site.status.network` says of what a router sees. A link counts only when its peer is the
 * access point of a site that is seen too; a connector needs a destination, a listener a name.
 */
export function siteRecords({ siteStatus }: NetworkStatus): SiteRecord[] {
  const sites = siteStatus ?? [];
  const siteOfAccess = new Map<string, SiteStatus['site']>();
  for (const { site, routerStatus } of sites) {
    for (const router of routerStatus ?? []) {
      for (const { identity } of router.routerAccess ?? []) siteOfAccess.set(identity, site);
    }
  }
  return sites.map(({ site, routerStatus }) => {
    const links: SiteRecord['links'] = [];
    const services = new Map<string, Service>();
    const service = (routingKey: string) => {
      const entry = services.get(routingKey) ?? { routingKey };
      services.set(routingKey, entry);
      return entry;
    };
    for (const router of routerStatus ?? []) {
      for (const link of router.links ?? []) {
        const remote = link.peer ? siteOfAccess.get(link.peer) : undefined;
        if (!link.name || !remote) continue;
        links.push({
          name: link.name,
          ...(link.status?.toLowerCase() === 'up' ? { operational: true } : {}),
          remoteSiteId: remote.identity,
          remoteSiteName: remote.name,
        });
      }
      for (const { address, destHost } of router.connectors ?? []) {
        if (address && destHost) (service(address).connectors ??= []).push(destHost);
      }
      for (const { address, name } of router.listeners ?? []) {
        if (address && name) (service(address).listeners ??= []).push(name);
      }
    }
    return {
      id: site.identity,
      name: site.name,
      namespace: site.namespace,
      platform: site.platform,
      version: site.siteVersion,
      ...(links.length ? { links } : {}),
      ...(services.size ? { services: [...services.values()] } : {}),
    };
  });
}

/** The routing keys that some connector offers, and those that some listener asks for. */
export function routingKeys(network: SiteRecord[]): { offered: Set<string>; wanted: Set<string> } {
  const services = network.flatMap(site => site.services ?? []);
  const keys = (list: Service[]) => new Set(list.map(({ routingKey }) => routingKey ?? ''));
  return {
    offered: keys(services.filter(({ connectors }) => connectors?.length)),
    wanted: keys(services.filter(({ listeners }) => listeners?.length)),
  };
}
