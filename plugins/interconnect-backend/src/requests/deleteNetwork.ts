import { ConflictError, NotFoundError } from '@backstage/errors';
import { leftWarning } from '@interconnect/backstage-plugin-interconnect-common';
import { withClustersOnce } from '../clusters/clustersOnce';
import { requireShownPlan } from '../http/planDigest';
import type { Services } from '../Services';
import { refuseWhileRolloutOpen, settleOpenRollout } from './openRollout';
import { planRollout } from './planRollout';
import { hasMembers, requireIfMatch } from './putOperation';
import type { PutRequest } from './putNetwork';
import { startRollout } from './startRollout';

/**
 * Deletes a network: with a rollout that takes away everything that is applied, or at once when
 * nothing is.
 *
 * @returns whether a rollout was started
 */
export async function deleteNetwork(
  given: Services,
  request: Omit<PutRequest, 'body'>,
): Promise<{ rollout: boolean }> {
  const services = withClustersOnce(given);
  const { project, name, requester, baseUrl } = request;
  const current = await settleOpenRollout(services, project, name);
  await refuseWhileRolloutOpen(services, { project, network: name, baseUrl });
  if (!current) {
    throw new NotFoundError(`Project "${project}" has no network "${name}"`);
  }
  if (!request.requireMatch(current.generation) && hasMembers(current)) {
    requireIfMatch('The deletion', current);
  }
  const { applied } = current;
  const planned = await planRollout(services, { applied, desired: undefined });
  requireShownPlan(request.shownPlan, planned.digest);
  const rollout = planned.plan.steps.length > 0;
  const { generation, revision } = current;
  const outcome = rollout
    ? await startRollout(services, {
        project,
        network: name,
        current,
        desired: undefined,
        planned,
        generation,
        requestedBy: requester.ref,
        onBehalfOf: request.onBehalfOf,
        through: requester.through,
      })
    : await services.networks.removeNetwork({
        project,
        name,
        revision,
        audit: {
          time: new Date().toISOString(),
          actor: requester.ref,
          action: 'network.delete',
          subject: `${project}/${name}`,
          outcome: 'succeeded',
          message: planned.plan.left?.map(leftWarning).join('; ') ?? 'nothing of it was applied',
        },
      });
  if (!rollout) services.onDocument();
  if (outcome === 'changed') {
    await refuseWhileRolloutOpen(services, { project, network: name, baseUrl });
    throw new ConflictError(`Network "${name}" has changed meanwhile; read it again`);
  }
  return { rollout };
}
