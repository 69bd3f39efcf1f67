import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  DesiredNetwork,
  Plan,
  RollbackPlan,
  rollbackPlan,
} from '@interconnect/backstage-plugin-interconnect-common';
import { approvalOf } from '../approval/approvalOf';
import { absentNow } from '../clusters/absentClusters';
import type { Requester } from '../http/requester';
import type { Services } from '../Services';
import type { StoredNetwork } from '../store/NetworkStore';
import type { StoredRollout } from '../store/RolloutStore';
import { PlannedRollout, planRollout } from './planRollout';
import { putOperation } from './putOperation';
import { Again, requireStanding } from './applyAgain';
import { resolveDesired } from './resolveDesired';

/**
 * What putting the document would do now, with the digest of the plan that would run. Changes
 * nothing.
 */
export async function previewPlan(
  services: Services,
  request: { project: string; name: string; body: unknown; requester: Requester },
): Promise<Plan & { digest: string }> {
  const { project, name } = request;
  const current = await services.networks.getNetwork(project, name);
  const { desired } = await resolveDesired(services, { ...request, current });
  const operation = putOperation(current, desired);
  const applied = current?.applied;
  const planned = await planRollout(services, { applied, desired, operation });
  return withNotes(services, planned, { current, desired });
}

/** What repairing the network, or rotating its authority, would do now. Changes nothing. */
export async function previewAgain(
  services: Services,
  {
    operation,
    ...network
  }: { project: string; name: string; requester: Requester; operation: Again },
): Promise<Plan & { digest: string }> {
  const stored = await services.networks.getNetwork(network.project, network.name);
  const current = await requireStanding(services, { ...network, current: stored, operation });
  const { applied, desired } = current;
  const planned = await planRollout(services, { applied, desired, operation });
  return withNotes(services, planned, { current, desired });
}

/** What deleting the network would do now. Changes nothing. */
export async function previewDeletion(
  services: Services,
  { project, name }: { project: string; name: string },
): Promise<Plan & { digest: string }> {
  const current = await services.networks.getNetwork(project, name);
  if (!current) {
    throw new NotFoundError(`Project "${project}" has no network "${name}"`);
  }
  const { applied } = current;
  const planned = await planRollout(services, { applied, desired: undefined });
  return withNotes(services, planned, { current, desired: undefined });
}

/**
 * What rolling back would do now, from what the history has told so far; the plan of the rollback
 * once there is one. Changes nothing.
 *
 * @throws ConflictError when the rollout has ended without a rollback
 */
export async function previewRollback(
  services: Pick<Services, 'listClusters'>,
  { id, fold }: Pick<StoredRollout, 'id' | 'fold'>,
): Promise<RollbackPlan> {
  const { applied, previous, rollback, left, state, endedAt } = fold;
  if (rollback?.plan) {
    return { steps: rollback.plan, ...(left && { left }) };
  }
  if (endedAt !== undefined) {
    throw new ConflictError(`Rollout ${id} has ended (${state}): it cannot be rolled back`);
  }
  const now = rollback ? rollback.absent : await absentNow(services, applied);
  // As the worker does: when none is said, those of when the rollout was asked for.
  const absent = now?.length ? now : fold.absent;
  return rollbackPlan({ applied, ...(previous && { previous }), ...(absent && { absent }) });
}

/** What people should know before they ask for it. */
async function withNotes(
  services: Pick<Services, 'approvalPolicy' | 'listClusters'>,
  { plan: preview, digest }: PlannedRollout,
  { current, desired }: { current: StoredNetwork | undefined; desired: DesiredNetwork | undefined },
): Promise<Plan & { digest: string }> {
  const { open } = current ?? {};
  const { steps } = preview;
  const approval = approvalOf(
    services.approvalPolicy,
    { desired, steps },
    await services.listClusters(),
  );
  return {
    ...preview,
    warnings: [
      ...preview.warnings,
      ...(open
        ? [
            `rollout ${open.id} has not ended (${open.state}): the plan starts from what is applied by now`,
          ]
        : []),
    ],
    ...(approval && {
      approval: {
        reasons: approval.reasons,
        approvers: approval.approvers,
        selfApproval: approval.selfApproval,
      },
    }),
    digest,
  };
}
