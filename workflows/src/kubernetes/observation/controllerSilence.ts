import type { KubernetesObject } from '../client';
import type { SiteRecord } from '../skupper/types';
import type { MemberReading } from './MemberReading';

/**
 * Skupper's controller takes over what its router reports within a second; one that needs so long
 * hangs.
 */
const patienceMs = 20_000;

/**
 * Why what Skupper's controller wrote on a member cannot be believed: it does not run, or it has
 * not taken over what the router reported. Conditions do not grow old by themselves, so a
 * controller that hangs leaves them as they were.
 *
 * Undefined when nothing speaks against it. A controller that hangs while nothing changes cannot be
 * told from one that has nothing to do, and does no harm.
 */
export function controllerSilence(reading: MemberReading): string | undefined {
  const { cluster, site, controllerTrouble } = reading;
  if (!site) return undefined;
  const why = controllerTrouble ?? backlog(reading);
  return why && `Skupper's controller on ${cluster} does not answer: ${why}`;
}

function backlog(reading: MemberReading): string | undefined {
  const { site, link, listeners, connectors, routerReport, observedAt } = reading;
  const text = routerReport?.data?.NetworkStatus;
  const reported = lastWrite(routerReport);
  const signs = [site, link, ...listeners, ...connectors].map(object =>
    lastWrite(object, 'status'),
  );
  const isLate =
    reported - Math.max(...signs) > 0 && Date.parse(observedAt) - reported > patienceMs;
  if (!text || !isLate) return undefined;
  const seen = seenByRouter(text);
  return !seen || sameNetwork(seen, site?.status?.network ?? [])
    ? undefined
    : `it has not taken over what the router reported at ${new Date(reported).toISOString()}`;
}

/**
 * When an object, or its status, was last written, in milliseconds since 1970; 0 when that is not
 * known.
 */
function lastWrite(object: KubernetesObject<object> | undefined, subresource?: string): number {
  const times = (object?.metadata.managedFields ?? [])
    .filter(fields => fields.subresource === subresource)
    .map(({ time }) => Date.parse(time ?? ''))
    .filter(Number.isFinite);
  return Math.max(0, ...times);
}

/** The router's report, as far as it is looked at. */
interface RouterReport {
  siteStatus?:
    | null
    | {
        site: { identity: string };
        routerStatus?:
          | null
          | {
              links?: { name?: string; status?: string; peer?: string }[] | null;
              routerAccess?: { identity: string }[] | null;
              listeners?: { name?: string; address?: string }[] | null;
              connectors?: { destHost?: string; address?: string }[] | null;
            }[];
      }[];
}

/** The network that the controller makes of a router's report; undefined when it is no report. */
export function seenByRouter(text: string): SiteRecord[] | undefined {
  let report: RouterReport;
  try {
    report = JSON.parse(text) as RouterReport;
  } catch {
    return undefined;
  }
  const sites = (report.siteStatus ?? []).map(({ site, routerStatus }) => ({
    site,
    routerStatus: routerStatus ?? [],
  }));
  const siteOfAccess = new Map<string, string>();
  for (const { site, routerStatus } of sites) {
    for (const { routerAccess } of routerStatus) {
      routerAccess?.forEach(({ identity }) => siteOfAccess.set(identity, site.identity));
    }
  }
  return sites.map(({ site, routerStatus }) => ({
    id: site.identity,
    links: routerStatus.flatMap(({ links }) =>
      (links ?? []).flatMap(({ name = '', status, peer = '' }) => {
        const remoteSiteId = siteOfAccess.get(peer);
        // The controller leaves out a link whose other end nobody has.
        return name && remoteSiteId
          ? [{ name, remoteSiteId, operational: status?.toLowerCase() === 'up' }]
          : [];
      }),
    ),
    services: routerStatus.flatMap(({ listeners, connectors }) => [
      ...(listeners ?? []).flatMap(({ name, address }) =>
        name && address ? [{ routingKey: address, listeners: [name] }] : [],
      ),
      ...(connectors ?? []).flatMap(({ destHost, address }) =>
        destHost && address ? [{ routingKey: address, connectors: [destHost] }] : [],
      ),
    ]),
  }));
}

/** The order is of no account: Skupper changes it at will. */
function sameNetwork(one: readonly SiteRecord[], other: readonly SiteRecord[]): boolean {
  const [facts, others] = [factsOf(one), factsOf(other)];
  return facts.size === others.size && [...facts].every(fact => others.has(fact));
}

function factsOf(network: readonly SiteRecord[]): Set<string> {
  return new Set(
    network.flatMap(({ id, links = [], services = [] }) => [
      id,
      ...links.map(link => [id, link.name, link.remoteSiteId, link.operational === true].join(' ')),
      ...services.flatMap(({ routingKey, listeners, connectors }) => [
        ...(listeners?.length ? [`${id} ${routingKey} wanted`] : []),
        ...(connectors?.length ? [`${id} ${routingKey} offered`] : []),
      ]),
    ]),
  );
}
