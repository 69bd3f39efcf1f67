import { canonicalJson } from '@interconnect/backstage-plugin-interconnect-common';
import { covers } from '../client/applied';
import type { MirrorEntry } from './mirrorKinds';
import { type MirrorObject, mirrorStatus } from './mirrorStatus';

/** An object that is to be shown, and what its status is made of. */
export interface Wanted {
  object: MirrorObject;
  entry: MirrorEntry;
}

/** Objects of which only the time of the reading is renewed, at once. */
const renewed = 100;

/**
 * What a reading writes: what is not as it was read, the network itself, and of all others those
 * whose times are oldest. So a network with thousands of objects costs no more than a small one
 * while nothing changes, and none of them keeps its time for ever. The oldest come first, so that
 * none waits for ever either while more changes than can be written.
 *
 * @param wanted - by key, the network itself first
 * @param standing - by key
 * @param readAt - time of the reading
 */
export function dueObjects(
  wanted: ReadonlyMap<string, Wanted>,
  standing: ReadonlyMap<string, MirrorObject>,
  readAt: string,
): [key: string, wanted: Wanted][] {
  const itself: [string, Wanted][] = [];
  const changed: [string, Wanted][] = [];
  const same: [string, Wanted][] = [];
  const timeOf = ([key]: [string, Wanted]) =>
    Date.parse(standing.get(key)?.status?.observedAt ?? '') || 0;
  const byAge = (one: [string, Wanted], other: [string, Wanted]) => timeOf(one) - timeOf(other);
  for (const one of wanted) {
    const [key, { object, entry }] = one;
    const known = standing.get(key);
    const isKept = known && covers(known.spec, object.spec);
    const status = isKept && mirrorStatus(entry, known, readAt);
    if (object.kind === 'Network') itself.push(one);
    else if (!status || contentOf(known.status) !== contentOf(status)) changed.push(one);
    else if (known.status?.observedAt !== status.observedAt) same.push(one);
  }
  return [...itself, ...changed.sort(byAge), ...same.sort(byAge).slice(0, renewed)];
}

/** What a status says, but for when it was read; conditions of rollouts are not of a reading. */
function contentOf(status: MirrorObject['status']): string {
  const { observedAt, conditions = [], ...rest } = status ?? {};
  return canonicalJson({ ...rest, conditions: conditions.filter(({ type }) => type === 'Ready') });
}
