import { RolloutOpenError } from '../errors';
import type { Services } from '../Services';
import type { StoredNetwork } from '../store/NetworkStore';

/**
 * The start of a workflow takes no longer than this, with all its attempts: after it, "not there"
 * means "never".
 */
const startTakesAtMostMs = 60_000;

/**
 * The network, with the rollout that is open. When it is not known whether that one was started (no
 * answer in time, or this process died in between), looks for its execution first: then it is
 * known.
 *
 * @throws ServiceUnavailableError when that is to be found out and Temporal does not answer
 */
export async function settleOpenRollout(
  services: Pick<Services, 'networks' | 'rollouts' | 'executions' | 'onStarted'>,
  project: string,
  name: string,
): Promise<StoredNetwork | undefined> {
  const { networks, rollouts, executions, onStarted } = services;
  const rollout = await rollouts.findOpen(project, name);
  if (rollout && !rollout.confirmed) {
    const runId = await executions.startedBy(rollout.workflowId, rollout.id);
    if (runId !== undefined) {
      await rollouts.confirm(rollout.id, runId);
      onStarted(rollout.id);
    } else if (Date.now() - Date.parse(rollout.requestedAt) > startTakesAtMostMs) {
      await rollouts.release(rollout.id);
    }
  }
  return networks.getNetwork(project, name);
}

/** Throws RolloutOpenError (409) when a rollout of the network has not ended. */
export async function refuseWhileRolloutOpen(
  services: Pick<Services, 'rollouts'>,
  request: { project: string; network: string; baseUrl: string },
): Promise<void> {
  const { project, network, baseUrl } = request;
  const open = await services.rollouts.findOpen(project, network);
  if (open) {
    const { id, state } = open;
    const path = [project, 'networks', network, 'rollouts', id].map(encodeURIComponent).join('/');
    throw new RolloutOpenError(network, { id, state, url: `${baseUrl}/v1/projects/${path}` });
  }
}
