import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';
import { audited } from '../audited';
import { readRequester, Requester } from '../http/requester';
import type { Services } from '../Services';

/**
 * Does the work of a request that changes nothing, permission check included, under an event of
 * coreServices.auditor (of low severity, which Backstage logs at debug level by default).
 */
export async function read<T>(
  services: Services,
  req: Request,
  eventId: string,
  work: (requester: Requester) => Promise<T>,
): Promise<T> {
  const requester = await readRequester(services, req);
  const meta: JsonObject = { ...req.params };
  return audited(services.auditor, { eventId, severityLevel: 'low', request: req, meta }, () =>
    work(requester),
  );
}
