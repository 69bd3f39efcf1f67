import type { NetworkRef } from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, isTrue, nameOf } from '../client';
import { networkOwnership } from '../cluster/labels';
import { removeAndWait } from '../cluster/waitGone';
import { StepContext } from '../StepContext';
import { siteRef } from './hub';
import { untilConditions } from '../untilConditions';
import { Connector, Link, Listener, Site } from './types';

/** A condition that a controller at work reports within a second is lost after so long. */
const lostAfterMs = 15_000;

/**
 * An object that comes back at once may be taken for the one of before: Skupper's queue merges
 * events of one name.
 */
const pauseMs = 1000;

/** How often one object is made again before its step only waits. */
const remakes = 2;

/** What is waited for of an object. */
export interface Report<O extends Link | Listener | Connector> {
  /** As it was applied, and is made again. */
  object: O;
  /** Conditions that have to be True. */
  types: readonly string[];
  /** Whether the controller has lost one of them, although the Site is Ready. */
  isLost(now: O, site: Site): boolean;
  /** What is missing besides; absent or empty: nothing. */
  lacks?(now: O, site: Site | undefined): Promise<string | undefined>;
  /** Done at each look while something is missing. */
  meanwhile?(now: O, site: Site | undefined): Promise<void>;
}

/**
 * Waits until an object's conditions are True.
 *
 * Skupper 2.2 writes a status on the version of the object that it saw, and does not try again when
 * somebody changed the object meanwhile: such a condition is lost for good, no resync brings it. An
 * object that lacks it for that long is deleted, seen gone, and made again, twice at most.
 *
 * @returns how often it was made again
 */
export async function untilReported<O extends Link | Listener | Connector>(
  step: StepContext,
  client: ClusterClient,
  network: NetworkRef,
  { object, types, isLost, lacks, meanwhile }: Report<O>,
): Promise<number> {
  let made = 0;
  let lostSince: number | undefined;
  let site: Site | undefined;
  await untilConditions<O>(step, client, object, {
    types,
    async lacks(now) {
      site = await client.get<Site>(siteRef(network, client.cluster));
      return lacks?.(now, site);
    },
    async meanwhile(now) {
      await meanwhile?.(now, site);
      const lost = site !== undefined && isTrue(site, 'Ready') && isLost(now, site);
      lostSince = lost ? (lostSince ?? Date.now()) : undefined;
      if (lostSince === undefined || Date.now() - lostSince < lostAfterMs || made >= remakes)
        return;
      step.note(
        `making ${nameOf(object)} on ${client.cluster} again, about which Skupper says nothing`,
      );
      await removeAndWait(step, client, [now]);
      await step.sleep(pauseMs);
      await client.apply(object, networkOwnership(network));
      made += 1;
      lostSince = undefined;
    },
  });
  return made;
}

/** For a step's message; empty when nothing was made again. */
export function remadeText(counts: readonly number[]): string {
  const times = counts.reduce((sum, count) => sum + count, 0);
  if (times === 0) return '';
  return `made again ${times === 1 ? 'once' : `${times} times`}, because Skupper had lost a status`;
}
