import type { Request } from 'express';
import { audited } from '../audited';
import { networkOf } from '../http/routeParameters';
import { readRequester, Requester } from '../http/requester';
import type { Services } from '../Services';
import { keepFailure } from './keepFailure';

/**
 * Does the work of a request that changes something, permission check included, under an event of
 * coreServices.auditor. What was refused or failed stands in the audit log of the project as well,
 * whether there is such a network or not; what was done is put there with the change.
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
    await keepFailure(services, { project, name }, requester, { ...event, subject }, error);
    throw error;
  }
}
