import { conditionOf, isTrue } from '../client';
import { Connector, Link, Listener, Site } from './types';

/*
 * Whether Skupper's controller has lost a status: what `Site.status.network` says, which it writes
 * first, is not what the object says. Pure.
 */

/**
 * Nothing is said of its configuration, or not that somebody on the network offers what it asks
 * for.
 */
export function isListenerLost(now: Listener, site: Site): boolean {
  return isBindingLost(now, routingKeys(site, 'connectors'));
}

/**
 * Nothing is said of its configuration, or not that somebody on the network asks for what it
 * offers.
 */
export function isConnectorLost(now: Connector, site: Site): boolean {
  return isBindingLost(now, routingKeys(site, 'listeners'));
}

/**
 * The site's router has the link, and the Link does not say so. Its configuration is never lost.
 */
export function isLinkLost(now: Link, site: Site): boolean {
  // A link may be listed twice, as down and as up: the last one counts.
  return recordsOf(now, site).at(-1)?.operational === true && !isTrue(now, 'Operational');
}

/** Whether the site's router has the link, up or down. */
export function isKnownToRouter(link: Link, site: Site | undefined): boolean {
  return site !== undefined && recordsOf(link, site).length > 0;
}

function recordsOf({ metadata }: Link, site: Site) {
  const own = site.status?.network?.find(({ id }) => id === site.metadata.uid);
  return own?.links?.filter(({ name }) => name === metadata.name) ?? [];
}

function isBindingLost(now: Listener | Connector, matched: ReadonlySet<string>): boolean {
  if (!conditionOf(now, 'Configured')) return true;
  return (
    isTrue(now, 'Configured') && matched.has(now.spec?.routingKey ?? '') && !isTrue(now, 'Matched')
  );
}

function routingKeys(site: Site, side: 'connectors' | 'listeners'): Set<string> {
  const services = site.status?.network?.flatMap(record => record.services ?? []) ?? [];
  return new Set(
    services.filter(service => service[side]?.length).map(({ routingKey }) => routingKey),
  );
}
