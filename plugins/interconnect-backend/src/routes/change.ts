import { toError } from '@backstage/errors';
import type { Request } from 'express';
import { audited } from '../audited';
import { networkOf } from '../http/routeParameters';
import { readRequester, Requester } from '../http/requester';
import type { Services } from '../Services';

/**
 * Does the work of a request that changes something, permission check included, under an event of coreServices.auditor.
 * What was refused or failed stands in the network's own audit log as well; what was done is put there with the change.
 */
export async function change<T>(
  services: Services,
  req: Request,
  event: { eventId: string; action: string; subject?: string },
  work: (requester: Requester) => Promise<T>,
): Promise<T> {
  const { project, name } = networkOf(req);
  const requester = await readRequester(services, req);
  const subject = event.subject ?? `${project}/${name}`;
  try {
    return await audited(
      services.auditor,
      {
        eventId: event.eventId,
        severityLevel: 'medium',
        request: req,
        meta: { project, network: name, action: event.action, subject },
      },
      () => work(requester),
    );
  } catch (error) {
    const { message } = toError(error);
    await services.store
      .appendAudit(project, name, {
        time: new Date().toISOString(),
        actor: requester.ref,
        action: event.action,
        subject,
        outcome: isRefusal(error) ? 'refused' : 'failed',
        message,
      })
      .catch(reason => services.logger.error('A refused request could not be audited', reason));
    throw error;
  }
}

const refusals = new Set([
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
  'PlanChangedError',
  'PreconditionFailedError',
  'PreconditionRequiredError',
]);

function isRefusal(error: unknown): boolean {
  return error instanceof Error && refusals.has(error.name);
}
