import { MemberObservation, Network } from '@interconnect/backstage-plugin-interconnect-common';

/** A member as the table shows it. */
export interface MemberRow extends MemberObservation {
  id: string;
  applications: string[];
}

/** Members in the order of the document: the hub first. */
export function memberRows({ spec, status }: Network): MemberRow[] {
  const placed = new Map<string, string[]>();
  for (const { name, clusters } of spec.applications ?? []) {
    clusters.forEach(cluster => placed.set(cluster, [...(placed.get(cluster) ?? []), name]));
  }
  return status.members.map(member => ({
    ...member,
    id: `${member.role} ${member.cluster}`,
    applications: placed.get(member.cluster) ?? [],
  }));
}

const urgency = { NotReady: 0, Unknown: 1, Ready: 2 };
const linkUrgency = { Down: 0, Unknown: 1, Up: 2 };

/** The smaller, the more it needs attention. */
export function memberUrgency({ state, link }: MemberObservation): number {
  return Math.min(urgency[state], link ? linkUrgency[link.state] : 2);
}
