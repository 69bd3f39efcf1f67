import { ConflictError } from '@backstage/errors';
import {
  type Asker,
  type DesiredNetwork,
  limitsOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import { askers } from '../audit/askers';
import { withClustersOnce } from '../clusters/clustersOnce';
import { requireShownPlan } from '../http/planDigest';
import type { Requester } from '../http/requester';
import type { Services } from '../Services';
import { refuseWhileRolloutOpen, settleOpenRollout } from './openRollout';
import { planRollout } from './planRollout';
import { hasMembers, isSame, putOperation, requireIfMatch } from './putOperation';
import { resolveDesired } from './resolveDesired';
import { startRollout } from './startRollout';

/** How often a decision is made anew because the network changed while it was made. */
const maxAttempts = 3;

export interface PutRequest {
  project: string;
  name: string;
  body: unknown;
  requester: Requester;
  /** Of our API, for links. */
  baseUrl: string;
  /**
   * Checks the preconditions of the request against a generation; answers whether it had an
   * `If-Match` that fits.
   */
  requireMatch(generation: number | undefined): boolean;
  /** The person for whom a service asks. */
  onBehalfOf?: string;
  /** Digest of the plan that was shown; absent: whatever the plan is by now is carried out. */
  shownPlan?: string;
}

/**
 * Puts a document into the place of the network's, and starts the rollout that leads there.
 *
 * - The same document again does what is not applied yet. While the last observation says that
 *   something is not as it was applied, it is a `repair`; else it changes nothing.
 * - A document that differs only in what no cluster needs to know takes its place without a
 *   rollout.
 * - Everything is refused while a rollout is open.
 */
export async function putNetwork(services: Services, request: PutRequest): Promise<void> {
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    if ((await putOnce(services, request)) === 'done') {
      return;
    }
  }
  throw new ConflictError(
    `Network "${request.name}" changes faster than this request can be decided; try again`,
  );
}

async function putOnce(given: Services, request: PutRequest): Promise<'done' | 'changed'> {
  const services = withClustersOnce(given);
  const { networks } = services;
  const { project, name, requester, baseUrl } = request;
  const current = await settleOpenRollout(services, project, name);
  const asker = {
    requestedBy: requester.ref,
    ...(request.onBehalfOf !== undefined && { onBehalfOf: request.onBehalfOf }),
    ...(requester.through !== undefined && { through: requester.through }),
  };
  const resolved = await resolveDesired(services, { ...request, current });
  const { manifests } = resolved;
  const desired = askedBy(resolved.desired, asker);
  await refuseWhileRolloutOpen(services, { project, network: name, baseUrl });

  const matched = request.requireMatch(current?.generation);
  const same = current !== undefined && isSame(current.desired, desired);
  if (current && !same && !matched && hasMembers(current)) {
    requireIfMatch('A change', current);
  }
  const operation = putOperation(current, desired);
  const planned = await planRollout(services, {
    applied: current?.applied,
    desired,
    operation,
  });
  requireShownPlan(request.shownPlan, planned.digest, desired);
  const { steps } = planned.plan;
  if (same && steps.length === 0) {
    return 'done';
  }
  const maxNetworks = current ? undefined : limitsOf(services.tenancy, project).limits.networks;
  await networks.saveManifests(manifests);
  const generation = same ? current.generation : await networks.nextGeneration(project, name);
  if (steps.length === 0) {
    const saved = await networks.saveDocument({
      desired,
      generation,
      revision: current?.revision,
      maxNetworks,
      audit: {
        time: new Date().toISOString(),
        actor: requester.ref,
        action: current ? 'network.update' : 'network.create',
        subject: `${project}/${name}`,
        outcome: 'accepted',
        message: [`generation ${generation}, nothing to roll out`, ...askers(asker)].join('; '),
      },
    });
    services.onDocument();
    return saved;
  }
  const started = await startRollout(services, {
    project,
    network: name,
    current,
    desired,
    planned,
    maxNetworks,
    generation,
    ...asker,
  });
  return started === 'changed' ? 'changed' : 'done';
}

/** Who asks for a document with selectors is who asks for what follows them. */
function askedBy(desired: DesiredNetwork, asker: Asker): DesiredNetwork {
  const { selection } = desired;
  return selection ? { ...desired, selection: { ...selection, askedBy: asker } } : desired;
}
