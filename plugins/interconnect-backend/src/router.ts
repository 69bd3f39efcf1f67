import { InputError } from '@backstage/errors';
import { plainTexts } from '@interconnect/backstage-plugin-interconnect-common';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { jsonBody } from './http/jsonBody';
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

/** The REST API, below `/api/interconnect`. Errors are thrown; Backstage's middleware answers with them. */
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
  router.use(jsonBody(maxBody));
  // How long each text may be is up to those who read it.
  router.use((req, _res, next) => {
    req.body = plainTexts(req.body, Infinity);
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
