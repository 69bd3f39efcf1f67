import {
  ApprovalRequirement,
  DesiredNetwork,
  membersOf,
  Plan,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Cluster } from '@interconnect/backstage-plugin-interconnect-node';
import type { ApprovalPolicy } from './readApprovalPolicy';

/**
 * The approval that a request needs: when it touches a cluster that may not be touched without one, or when such a
 * cluster is (or stays) a member of the network, because whatever happens in a network reaches all of its members.
 *
 * @param desired - what is asked for; absent: delete
 * @param clusters - all that are known, with their labels
 * @returns undefined when none is needed
 */
export function approvalOf(
  policy: ApprovalPolicy | undefined,
  { desired, steps }: { desired: DesiredNetwork | undefined; steps: Plan['steps'] },
  clusters: readonly Pick<Cluster, 'name' | 'labels'>[],
): ApprovalRequirement | undefined {
  if (!policy || steps.length === 0) {
    return undefined;
  }
  const { clusterLabels, ...requirement } = policy;
  const wanted = Object.entries(clusterLabels);
  const guarded = new Set(
    clusters
      .filter(({ labels }) =>
        wanted.every(([label, value]) => Object.hasOwn(labels, label) && labels[label] === value),
      )
      .map(({ name }) => name),
  );
  const concerned = new Set([
    ...(desired ? membersOf(desired.document) : []),
    ...steps.flatMap(({ cluster }) => cluster ?? []),
  ]);
  const listed = wanted.map(([label, value]) => `${label}: ${value}`).join(', ');
  const reasons = [...concerned]
    .filter(cluster => guarded.has(cluster))
    .map(cluster => `${cluster} has the label${wanted.length > 1 ? 's' : ''} ${listed}`);
  return reasons.length > 0 ? { reasons, ...requirement } : undefined;
}
