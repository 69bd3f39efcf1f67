import { ConflictError, NotFoundError } from '@backstage/errors';
import { withClustersOnce } from '../clusters/clustersOnce';
import { requireShownPlan } from '../http/planDigest';
import type { Requester } from '../http/requester';
import type { Services } from '../Services';
import type { StoredNetwork } from '../store/NetworkStore';
import { refuseWhileRolloutOpen, settleOpenRollout } from './openRollout';
import { planRollout } from './planRollout';
import type { PutRequest } from './putNetwork';
import { stands } from './putOperation';
import { recheckDesired } from './resolveDesired';
import { startRollout } from './startRollout';

/** What can be asked for without another document. */
export type Again = 'repair' | 'rotate';

const nothingThere: Record<Again, string> = {
  repair: 'there is nothing to repair: put its document to roll it out',
  rotate: 'it has no authority that could be rotated',
};

/**
 * Starts a rollout for the document that was put, and the bytes of its manifests. A `repair`
 * applies again everything that the network asks for, whatever was observed of it; a `rotate`
 * replaces the authority of its hub and every certificate of it. Both remove what stands and is not
 * asked for.
 */
export async function applyAgain(
  given: Services,
  request: Omit<PutRequest, 'body'> & { operation: Again },
): Promise<void> {
  const services = withClustersOnce(given);
  const { project, name, requester, baseUrl, operation } = request;
  const settled = await settleOpenRollout(services, project, name);
  await refuseWhileRolloutOpen(services, { project, network: name, baseUrl });
  const current = await requireStanding(services, {
    project,
    name,
    current: settled,
    requester,
    operation,
  });
  request.requireMatch(current.generation);
  const { applied, desired, generation } = current;
  const planned = await planRollout(services, { applied, desired, operation });
  requireShownPlan(request.shownPlan, planned.digest);
  const started = await startRollout(services, {
    project,
    network: name,
    current,
    desired,
    planned,
    generation,
    requestedBy: requester.ref,
    onBehalfOf: request.onBehalfOf,
    through: requester.through,
  });
  if (started === 'changed') {
    await refuseWhileRolloutOpen(services, { project, network: name, baseUrl });
    throw new ConflictError(`Network "${name}" has changed meanwhile; read it again`);
  }
}

/**
 * The network, of which something is applied.
 *
 * @throws NotFoundError when there is none, ConflictError when nothing of it is applied,
 *   DocumentError when it could not be asked for any more
 */
export async function requireStanding(
  services: Pick<Services, 'networks' | 'access' | 'parser' | 'listClusters' | 'tenancy'>,
  network: {
    project: string;
    name: string;
    current: StoredNetwork | undefined;
    requester: Requester;
    operation: Again;
  },
): Promise<StoredNetwork> {
  const { project, name, current, requester, operation } = network;
  if (!current) {
    throw new NotFoundError(`Project "${project}" has no network "${name}"`);
  }
  if (!stands(current)) {
    throw new ConflictError(
      `Nothing of network "${name}" is applied on any cluster, so ${nothingThere[operation]}`,
    );
  }
  await recheckDesired(services, current, requester);
  return current;
}
