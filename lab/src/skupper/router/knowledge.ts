import { NetworkStatus, RouterStatus, SiteStatus } from '../api/networkStatus';
import { Beat, Message, RouterRecord } from './protocol';
import { Timings } from './timings';

/** Another router, as far as it is known. */
interface Known {
  record: RouterRecord;
  /** When the last sign of life was sent by it, as far as its age can be told. */
  heard: number;
  /** When this start of it was heard of first. */
  since: number;
  /** What was known of its last start, which is told until this one is. */
  previous?: RouterRecord;
  /** It said that it was going. */
  left?: boolean;
  hops: number;
  /** The neighbour by which it was last heard; none while it cannot be reached. */
  via?: string;
}

/** A router that offers an address, and the neighbour by which to reach it. */
export interface Route {
  router: string;
  via: string;
  hops: number;
}

/** What a router knows of all routers of its network, itself included. */
export interface Knowledge {
  /** Sets what this router says of itself. @returns whether that changed anything */
  describe(site: SiteStatus['site'], status: RouterStatus): boolean;
  /**
   * Takes over what a neighbour says.
   * @returns whether anything is known now that was not before
   */
  learn(message: Message, neighbour: string): boolean;
  /**
   * A neighbour's link is down: nothing can be reached by it.
   * @returns the routers that are out of reach now
   */
  unlink(neighbour: string): string[];
  /**
   * A neighbour cannot reach a router any more.
   * @returns that router, when it was reached by that neighbour
   */
  outOfReach(router: string, neighbour: string): string[];
  /**
   * What to tell a neighbour now, without what it told. `sent` remembers the records that it has.
   */
  tell(neighbour: string, sent: Map<string, string>): Message;
  /** A router said that it is going. */
  leaves(router: string): void;
  /** Whether a router has gone, and is not forgotten yet. */
  hasLeft(router: string): boolean;
  /** Forgets routers that were not heard of for too long. @returns whether there were any */
  forget(): boolean;
  routes(address: string): Route[];
  network(): NetworkStatus;
}

/** The knowledge of a router that has just started. */
export function createKnowledge(
  router: string,
  timings: Timings,
  now: () => number = Date.now,
): Knowledge {
  const known = new Map<string, Known>();
  let own: RouterRecord | undefined;

  const version = ({ epoch, version: v }: RouterRecord) => `${epoch}.${v}`;
  const isNewer = (a: RouterRecord, b: RouterRecord) =>
    a.epoch > b.epoch || (a.epoch === b.epoch && a.version > b.version);

  return {
    describe(site, status) {
      const same = own && JSON.stringify([own.site, own.status]) === JSON.stringify([site, status]);
      if (same) return false;
      own = {
        router,
        epoch: own?.epoch ?? now(),
        version: (own?.version ?? 0) + 1,
        site,
        status,
      };
      return true;
    },
    learn({ records = [], beats = [] }, neighbour) {
      let changed = false;
      for (const record of records) {
        const entry = known.get(record.router);
        if (record.router === router || (entry && !isNewer(record, entry.record))) continue;
        changed = true;
        // The sign of life that comes with it says when it was heard of, and how far it is.
        const again = entry?.record.epoch === record.epoch;
        const fresh: Known = { hops: 1, heard: 0, since: now(), record, previous: entry?.record };
        known.set(
          record.router,
          again ? { ...entry, record } : { ...entry, ...fresh, left: false },
        );
      }
      for (const beat of beats) {
        const entry = known.get(beat.router);
        if (!entry) continue;
        const heard = now() - beat.age;
        const hops = beat.hops + 1;
        // The way by which it was heard last is the way to it; a shorter way is better.
        const better = !entry.via || entry.via === neighbour || hops < entry.hops;
        if (heard > entry.heard && better) {
          entry.via = neighbour;
          entry.hops = hops;
        }
        entry.heard = Math.max(entry.heard, heard);
      }
      return changed;
    },
    outOfReach(lost, neighbour) {
      const entry = known.get(lost);
      if (entry?.via !== neighbour) return [];
      entry.via = undefined;
      return [lost];
    },
    unlink(neighbour) {
      const lost = [...known.values()].filter(({ via }) => via === neighbour);
      lost.forEach(entry => {
        entry.via = undefined;
      });
      return lost.map(({ record }) => record.router);
    },
    tell(neighbour, sent) {
      const others = [...known.values()].filter(({ via, record }) => {
        return via && via !== neighbour && record.router !== neighbour;
      });
      const all = own ? [{ record: own, heard: now(), hops: 0 }, ...others] : others;
      const records = all.flatMap(({ record }) =>
        sent.get(record.router) === version(record) ? [] : record,
      );
      records.forEach(record => sent.set(record.router, version(record)));
      const beats: Beat[] = all.map(({ record, heard, hops }) => ({
        router: record.router,
        age: Math.max(0, now() - heard),
        hops,
      }));
      return records.length ? { records, beats } : { beats };
    },
    leaves(lost) {
      const entry = known.get(lost);
      if (entry) entry.left = true;
    },
    hasLeft: lost => known.get(lost)?.left ?? false,
    forget() {
      const old = [...known].filter(
        ([, { heard, left }]) => now() - heard >= (left ? timings.leave : timings.forget),
      );
      old.forEach(([id]) => known.delete(id));
      return old.length > 0;
    },
    routes(address) {
      return [...known.values()].flatMap(({ record, via, hops }) =>
        via && record.status.connectors.some(connector => connector.address === address)
          ? { router: record.router, via, hops }
          : [],
      );
    },
    network: () =>
      networkStatus([
        ...(own ? [own] : []),
        ...[...known.values()].flatMap(({ record, previous, since }) => {
          const age = now() - since;
          if (age < timings.introduce.site) return previous ?? [];
          if (age >= timings.introduce.all) return record;
          return previous ?? { ...record, status: bare(record.status) };
        }),
      ]),
  };
}

/** A router of which no more is known than that it is there. */
function bare({ router }: RouterStatus): RouterStatus {
  return { router, links: [], routerAccess: [], listeners: [], connectors: [] };
}

/** The network as `skupper-network-status` tells it: by site, in a fixed order. */
function networkStatus(records: RouterRecord[]): NetworkStatus {
  const sorted = [...records].sort((a, b) => (a.router < b.router ? -1 : 1));
  const sites = new Map<string, SiteStatus>();
  for (const { site, status } of sorted) {
    const entry = sites.get(site.identity) ?? { site, routerStatus: [] };
    entry.routerStatus.push(status);
    sites.set(site.identity, entry);
  }
  const siteStatus = [...sites.values()].sort((a, b) =>
    a.site.identity < b.site.identity ? -1 : 1,
  );
  const routers = siteStatus.flatMap(site => site.routerStatus);
  const count = (list: Array<{ address: string }>, name: string) =>
    list.filter(({ address }) => address === name).length;
  const listeners = routers.flatMap(r => r.listeners);
  const connectors = routers.flatMap(r => r.connectors);
  const names = [...new Set([...listeners, ...connectors].map(({ address }) => address))].sort();
  return {
    addresses: names.map(name => ({
      name,
      protocol: 'tcp',
      startTime: 0,
      endTime: 0,
      listenerCount: count(listeners, name),
      connectorCount: count(connectors, name),
    })),
    siteStatus,
  };
}
