import type {
  MemberObservation,
  NetworkObservation,
} from '@interconnect/backstage-plugin-interconnect-common';

/**
 * An observation in which every link says since when it is so. Where the clusters did not tell,
 * that is since the first observation that found it in this state: the one before says which that
 * was.
 *
 * @param before - the observation before; null: there is none
 */
export function linksSince(
  observation: NetworkObservation,
  before: NetworkObservation | null,
): NetworkObservation {
  const key = ({ cluster, role, link }: MemberObservation) =>
    JSON.stringify([cluster, role, link?.state]);
  const known = new Map(before?.members.map(member => [key(member), member.link?.since]));
  return {
    ...observation,
    members: observation.members.map(member => {
      const { link, observedAt = observation.observedAt } = member;
      return link && link.since === undefined
        ? { ...member, link: { ...link, since: known.get(key(member)) ?? observedAt } }
        : member;
    }),
  };
}
