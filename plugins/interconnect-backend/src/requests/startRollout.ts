import { randomUUID } from 'node:crypto';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  ApprovalRequirement,
  DesiredNetwork,
  RolloutInput,
  rolloutFormat,
  rolloutWorkflowId,
} from '@interconnect/backstage-plugin-interconnect-common';
import { approvalOf } from '../approval/approvalOf';
import { onBehalfOfHeader } from '../http/onBehalfOf';
import { isService } from '../http/requester';
import { initialFold } from '../projection/foldStarted';
import type { Services } from '../Services';
import type { StoredNetwork } from '../store/NetworkStore';
import type { PlannedRollout } from './planRollout';
import { TemporalUnavailableError } from '../temporal/errors';
import { requireRoom } from './requireRoom';

/** What a rollout is started for. */
export interface RolloutRequest {
  project: string;
  network: string;
  /** What is there now; absent: nothing. */
  current: StoredNetwork | undefined;
  /** Absent: delete. */
  desired: DesiredNetwork | undefined;
  /** What leads there: it is carried out as it was planned. */
  planned: PlannedRollout;
  /** Networks that the project may have, if this is one more; absent: any. */
  maxNetworks?: number;
  generation: number;
  requestedBy: string;
  /** The person for whom a service asks. */
  onBehalfOf?: string;
  /** The service that asks with a token on the requester's behalf. */
  through?: string;
  /** Nobody asks: a selector of the document is followed. */
  followed?: true;
}

/**
 * Starts the rollout that leads from what is applied to what is asked for.
 *
 * Reserve the row, start the workflow, confirm: see `RolloutStore` for why in this order. When
 * Temporal is known not to have started anything, the reservation is taken back before the error is
 * thrown, and the request can be repeated.
 *
 * @returns the id of the rollout; `changed` when somebody else was faster: decide again
 * @throws ServiceUnavailableError when Temporal does not answer
 */
export async function startRollout(
  services: Pick<
    Services,
    | 'networks'
    | 'rollouts'
    | 'executions'
    | 'codec'
    | 'rolloutOptions'
    | 'onStarted'
    | 'approvalPolicy'
    | 'listClusters'
  >,
  request: RolloutRequest,
): Promise<{ id: string } | 'changed'> {
  const { rollouts, executions, onStarted } = services;
  const input = await rolloutInput(services, request);
  requireKnownAsker(request, input.approval);
  const workflowId = rolloutWorkflowId(request.project, request.network);
  const requestedAt = new Date().toISOString();
  const reserved = await rollouts.reserve({
    input,
    fold: initialFold(input, requestedAt),
    workflowId,
    requestedAt,
    revision: request.current?.revision,
    maxNetworks: request.maxNetworks,
  });
  if (reserved === 'changed') {
    return 'changed';
  }

  const { runId } = await executions.start(input).catch(async error => {
    if (isOutcomeUnknown(error)) {
      throw new ServiceUnavailableError(
        `${error.message}. Whether rollout ${input.rolloutId} was started is not known yet, and found out as soon as ` +
          'Temporal answers; the request can be repeated',
      );
    }
    await rollouts.release(input.rolloutId);
    throw error instanceof TemporalUnavailableError
      ? new ServiceUnavailableError(
          `The rollout was not started: ${error.message}. Nothing was changed; the request can be repeated`,
        )
      : error;
  });
  await rollouts.confirm(input.rolloutId, runId);
  onStarted(input.rolloutId);
  return { id: input.rolloutId };
}

/** Who must not approve it has to be known. */
function requireKnownAsker(
  { requestedBy, onBehalfOf }: RolloutRequest,
  approval: ApprovalRequirement | undefined,
): void {
  if (approval && !approval.selfApproval && isService(requestedBy) && onBehalfOf === undefined) {
    throw new InputError(
      `${onBehalfOfHeader}: is missing: this request needs the approval of somebody else than who asks, so ${requestedBy} has ` +
        'to say for whom it asks (accepted: the entity ref of a user)',
    );
  }
}

function isOutcomeUnknown(error: unknown): error is TemporalUnavailableError {
  return error instanceof TemporalUnavailableError && error.outcome === 'unknown';
}

/**
 * What the rollout would be started with.
 *
 * @param read - manifests by digest that may not be stored yet
 * @throws InputError when it is more than a rollout can carry
 */
export async function rolloutInput(
  services: Pick<
    Services,
    'networks' | 'codec' | 'rolloutOptions' | 'approvalPolicy' | 'listClusters'
  >,
  request: RolloutRequest,
  read: Record<string, string> = {},
): Promise<RolloutInput> {
  const { current, desired, project, network, planned } = request;
  const { plan, digest, absent } = planned;
  const approval = approvalOf(
    services.approvalPolicy,
    { desired, steps: plan.steps },
    await services.listClusters(),
  );
  const previous = current?.succeeded;
  const digests = new Set(
    [desired, previous].flatMap(one => (one ? Object.values(one.manifests) : [])),
  );
  const stored = [...digests].filter(one => !Object.hasOwn(read, one));
  const input: RolloutInput = {
    format: rolloutFormat,
    rolloutId: randomUUID(),
    operation: plan.operation,
    requestedBy: request.requestedBy,
    ...(request.onBehalfOf !== undefined && { onBehalfOf: request.onBehalfOf }),
    ...(request.through !== undefined && { through: request.through }),
    ...(request.followed && { followed: true }),
    project,
    network,
    generation: request.generation,
    ...(desired && { desired }),
    ...(previous && { previous }),
    applied: current?.applied ?? {},
    steps: plan.steps,
    ...(plan.left && { left: plan.left }),
    ...(absent.length > 0 && { absent }),
    manifests: {
      ...(await services.networks.getManifests(stored)),
      ...Object.fromEntries(Object.entries(read).filter(([one]) => digests.has(one))),
    },
    planDigest: digest,
    ...(approval && { approval }),
    options: services.rolloutOptions,
  };
  await requireRoom(services.codec, input);
  return input;
}
