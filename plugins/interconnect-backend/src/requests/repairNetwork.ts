import { ConflictError, NotFoundError } from '@backstage/errors';
import { plan, planDigest } from '@interconnect/backstage-plugin-interconnect-common';
import { requireShownPlan } from '../http/planDigest';
import type { Requester } from '../http/requester';
import type { Services } from '../Services';
import type { StoredNetwork } from '../store/NetworkStore';
import { refuseWhileRolloutOpen, settledNetwork } from './openRollout';
import type { PutRequest } from './putNetwork';
import { stands } from './putOperation';
import { recheckDesired } from './resolveDesired';
import { startRollout } from './startRollout';

/**
 * Starts the rollout that applies again everything that the network asks for, whatever was observed of it, and removes what
 * stands and is not asked for. The document and the bytes of its manifests are those that were put.
 */
export async function repairNetwork(
  services: Services,
  request: Omit<PutRequest, 'body'>,
): Promise<void> {
  const { project, name, requester, baseUrl } = request;
  const settled = await settledNetwork(services, project, name);
  await refuseWhileRolloutOpen(services, { project, network: name, baseUrl });
  const current = await requireRepairable(services, { project, name, current: settled, requester });
  request.matches(current.generation);
  const { applied, desired, generation } = current;
  requireShownPlan(request.shownPlan, planDigest(plan(applied, desired, { operation: 'repair' })));
  const started = await startRollout(services, {
    project,
    network: name,
    current,
    desired,
    operation: 'repair',
    generation,
    requestedBy: requester.ref,
    onBehalfOf: request.onBehalfOf,
  });
  if (started === 'changed') {
    await refuseWhileRolloutOpen(services, { project, network: name, baseUrl });
    throw new ConflictError(`Network "${name}" has changed meanwhile; read it again`);
  }
}

/**
 * The network, which can be repaired.
 *
 * @throws NotFoundError when there is none, ConflictError when nothing of it is applied, DocumentError when it could not be
 *   asked for any more
 */
export async function requireRepairable(
  services: Pick<Services, 'store' | 'access' | 'parser' | 'listClusters' | 'tenancy'>,
  network: {
    project: string;
    name: string;
    current: StoredNetwork | undefined;
    requester: Requester;
  },
): Promise<StoredNetwork> {
  const { project, name, current, requester } = network;
  if (!current) {
    throw new NotFoundError(`Project "${project}" has no network "${name}"`);
  }
  if (!stands(current)) {
    throw new ConflictError(
      `Nothing of network "${name}" is applied on any cluster, so there is nothing to repair: put its document to roll ` +
        'it out',
    );
  }
  await recheckDesired(services, current, requester);
  return current;
}
