import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  chosenSelectors,
  DesiredNetwork,
  PlanPreview,
  RollbackPlan,
  rollbackPlan,
} from '@interconnect/backstage-plugin-interconnect-common';
import { approvalOf } from '../approval/approvalOf';
import { absentNow } from '../clusters/absentClusters';
import { withClustersOnce } from '../clusters/clustersOnce';
import type { Requester } from '../http/requester';
import type { Services } from '../Services';
import type { StoredNetwork } from '../store/NetworkStore';
import type { StoredRollout } from '../store/RolloutStore';
import { PlannedRollout, planRollout } from './planRollout';
import { putOperation } from './putOperation';
import { Again, requireStanding } from './applyAgain';
import { askClusters } from './askClusters';
import { resolveDesired } from './resolveDesired';
import { rolloutInput, RolloutRequest } from './startRollout';

/**
 * What putting the document would do now, with the digest of the plan that would run. Changes
 * nothing.
 */
export async function previewPlan(
  given: Services,
  request: { project: string; name: string; body: unknown; requester: Requester },
): Promise<PlanPreview> {
  const services = withClustersOnce(given);
  const { project, name } = request;
  const current = await services.networks.getNetwork(project, name);
  const { desired, manifests } = await resolveDesired(services, { ...request, current });
  const operation = putOperation(current, desired);
  const applied = current?.applied;
  const planned = await planRollout(services, { applied, desired, operation });
  if (planned.plan.steps.length > 0) {
    await rolloutInput(services, rolloutOf({ ...request, current, desired, planned }), manifests);
  }
  const told = await askClusters(services, planned.plan, desired, manifests);
  return withNotes(services, planned, { current, desired, told });
}

/** What would be asked for, to see whether a rollout can carry it. */
function rolloutOf({
  name,
  requester,
  current,
  ...rest
}: {
  project: string;
  name: string;
  requester: Requester;
  current: StoredNetwork | undefined;
  desired: DesiredNetwork;
  planned: PlannedRollout;
}): RolloutRequest {
  const generation = (current?.generation ?? 0) + 1;
  return { ...rest, network: name, current, generation, requestedBy: requester.ref };
}

/** What repairing the network, or rotating its authority, would do now. Changes nothing. */
export async function previewAgain(
  given: Services,
  {
    operation,
    ...network
  }: { project: string; name: string; requester: Requester; operation: Again },
): Promise<PlanPreview> {
  const services = withClustersOnce(given);
  const stored = await services.networks.getNetwork(network.project, network.name);
  const current = await requireStanding(services, { ...network, current: stored, operation });
  const { applied, desired } = current;
  const planned = await planRollout(services, { applied, desired, operation });
  const told = await askClusters(services, planned.plan, desired);
  return withNotes(services, planned, { current, desired, told });
}

/** What deleting the network would do now. Changes nothing. */
export async function previewDeletion(
  given: Services,
  { project, name }: { project: string; name: string },
): Promise<PlanPreview> {
  const services = withClustersOnce(given);
  const current = await services.networks.getNetwork(project, name);
  if (!current) {
    throw new NotFoundError(`Project "${project}" has no network "${name}"`);
  }
  const { applied } = current;
  const planned = await planRollout(services, { applied, desired: undefined });
  const told = await askClusters(services, planned.plan, undefined);
  return withNotes(services, planned, { current, desired: undefined, told });
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
  {
    current,
    desired,
    told = [],
  }: {
    current: StoredNetwork | undefined;
    desired: DesiredNetwork | undefined;
    /** What the clusters say. */
    told?: string[];
  },
): Promise<PlanPreview> {
  const { open } = current ?? {};
  const { steps } = preview;
  const selectors = chosenSelectors(desired?.selection);
  const approval = approvalOf(
    services.approvalPolicy,
    { desired, steps },
    await services.listClusters(),
  );
  return {
    ...preview,
    warnings: [
      ...preview.warnings,
      ...told,
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
    ...(selectors.length > 0 && { selectors }),
  };
}
