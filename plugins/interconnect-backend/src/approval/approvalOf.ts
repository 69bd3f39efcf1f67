import {
  ApprovalRequirement,
  DesiredNetwork,
  membersOf,
  Plan,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Cluster } from '@interconnect/backstage-plugin-interconnect-node';
import type { ApprovalPolicy } from './readApprovalPolicy';

/**
 * The approval that a request needs. It needs one when it touches a cluster that requires approval.
 * It also needs one when such a cluster is or stays a member, because a change in a network reaches
 * all of its members.
 *
 * @param desired - the requested network; absent: delete
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
