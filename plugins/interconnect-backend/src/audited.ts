import type {
  AuditorService,
  AuditorServiceEventSeverityLevel,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';

/**
 * Does the work of a request under an event of coreServices.auditor: who called what, and how it
 * ended. Work includes the permission check, so that what was denied is audited as well.
 */
export async function audited<T>(
  auditor: AuditorService,
  event: {
    eventId: string;
    severityLevel: AuditorServiceEventSeverityLevel;
    /** Absent: nobody called. */
    request?: Request;
    meta: JsonObject;
  },
  work: () => Promise<T>,
): Promise<T> {
  const { request, ...about } = event;
  const auditorEvent = await auditor.createEvent({
    ...about,
    ...(request && {
      request: request as Parameters<AuditorService['createEvent']>[0]['request'],
    }),
  });
  try {
    const result = await work();
    await auditorEvent.success();
    return result;
  } catch (error) {
    await auditorEvent.fail({ error: toError(error) });
    throw error;
  }
}
