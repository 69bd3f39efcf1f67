import type { Request, RequestHandler, Response, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { TooManyRequestsError } from '../errors';
import type { Services } from '../Services';
import { isDecoding } from '../routes/codec';
import { readRequester } from './requester';

const windowMs = 60_000;

type Limited = Pick<Services, 'auditor' | 'auth' | 'httpAuth' | 'logger' | 'rateLimits'>;

/**
 * Limits the requests of one caller, and of all callers of one project together, before a body is
 * read. Refused requests (401, 403, 404) do not count for a project, so strangers cannot lock its
 * people out.
 */
export function addRateLimits(router: Router, services: Limited): void {
  const { changesPerCaller, changesPerProject, readsPerCaller } = services.rateLimits;
  const caller = async (req: Request) => {
    return (await readRequester(services, req)).ref;
  };
  const limit = (
    key: (req: Request) => string | Promise<string>,
    most: number,
    what: string,
    options: { changes: boolean; refusedCount: boolean },
  ): RequestHandler =>
    rateLimit({
      windowMs,
      limit: most,
      keyGenerator: key,
      skip: req => isChange(req) !== options.changes,
      standardHeaders: false,
      legacyHeaders: false,
      ...(!options.refusedCount && { skipFailedRequests: true, requestWasSuccessful: isNoRefusal }),
      async handler(req, res, next) {
        const { used, resetTime } = (req as unknown as Counted).rateLimit;
        const seconds = Math.max(1, Math.ceil((Number(resetTime) - Date.now()) / 1000));
        const error = new TooManyRequestsError(`More than ${most} ${what} in a minute`, seconds);
        // At most one entry a minute, so that many requests do not become as many entries.
        if (used === most + 1) {
          await auditRefusal(services, req, error);
        }
        res.setHeader('Retry-After', `${seconds}`);
        next(error);
      },
    }) as RequestHandler;

  router.use(
    limit(caller, readsPerCaller, 'requests of yours', { changes: false, refusedCount: true }),
    limit(caller, changesPerCaller, 'changes and plans of yours', {
      changes: true,
      refusedCount: true,
    }),
  );
  router.use(
    '/v1/projects/:project',
    limit(
      req => req.params.project.toLocaleLowerCase('en-US'),
      changesPerProject,
      'changes and plans of the project',
      { changes: true, refusedCount: false },
    ),
  );
}

interface Counted {
  rateLimit: { used: number; resetTime?: Date };
}

/**
 * Plans and whole audit logs cost as much as changes do. Temporal's UI decodes with every page it
 * shows.
 */
function isChange(req: Request): boolean {
  if (isDecoding(req)) return false;
  const costs = /(-plan|\/audit\/(verification|export))\/?$/;
  return !['GET', 'HEAD', 'OPTIONS'].includes(req.method) || costs.test(req.path);
}

function isNoRefusal(_req: unknown, { statusCode }: Response): boolean {
  return ![401, 403, 404].includes(statusCode);
}

async function auditRefusal(services: Limited, req: Request, error: Error): Promise<void> {
  try {
    const event = await services.auditor.createEvent({
      eventId: 'rate-limit',
      severityLevel: 'medium',
      request: req as never,
    });
    await event.fail({ error });
  } catch (reason) {
    services.logger.error('A rate limit that is reached could not be audited', reason as Error);
  }
}
