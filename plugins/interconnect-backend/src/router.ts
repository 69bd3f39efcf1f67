import { InputError } from '@backstage/errors';
import express, { ErrorRequestHandler, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { PayloadTooLargeError } from './errors';
import { addRateLimits } from './http/rateLimits';
import { addAuditRoutes } from './routes/audit';
import { addClusterRoutes } from './routes/clusters';
import { addCodecRoute } from './routes/codec';
import { addLimitRoutes } from './routes/limits';
import { addNetworkRoutes } from './routes/networks';
import { addOpenApiRoute } from './routes/openapi';
import { addProjectAuditRoutes } from './routes/projectAudit';
import { addRolloutRoutes } from './routes/rollouts';
import type { Services } from './Services';

/** Of a request's body; a document with thousands of spokes fits. */
const maxBody = '1mb';

/** Characters of an address, its query included: more than any of ours has. */
const maxAddress = 4096;

/** The reader's errors carry what was read and a stack. */
const bodyErrors: ErrorRequestHandler = (error, _req, _res, next) => {
  switch (error?.type) {
    case 'entity.too.large':
      next(new PayloadTooLargeError(`The body is bigger than ${maxBody}`));
      break;
    default:
      next(error?.status ? new InputError(`The body cannot be read: ${error.message}`) : error);
  }
};

/**
 * The REST API, below `/api/interconnect`. Errors are thrown; Backstage's middleware answers with
 * them.
 */
export function createRouter(services: Services): Router {
  const router = PromiseRouter();
  router.use((_req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    next();
  });
  router.use((req, _res, next) => {
    if (req.originalUrl.length > maxAddress) {
      throw new InputError(`The address has more than ${maxAddress} characters`);
    }
    next();
  });
  addRateLimits(router, services);
  addCodecRoute(router, services);
  // Whatever the content type says: curl's own default for -d is a form.
  router.use(express.raw({ limit: maxBody, type: () => true }), bodyErrors);
  router.use(async (req, _res, next) => {
    req.body = req.body?.length > 0 ? await services.parser.body(req.body) : {};
    next();
  });
  addNetworkRoutes(router, services);
  addRolloutRoutes(router, services);
  addAuditRoutes(router, services);
  addProjectAuditRoutes(router, services);
  addClusterRoutes(router, services);
  addLimitRoutes(router, services);
  addOpenApiRoute(router);
  return router;
}
