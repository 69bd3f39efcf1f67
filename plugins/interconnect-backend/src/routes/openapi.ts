import type { Router } from 'express';
import { readOpenApi } from '../schema/openApi';

/** The description of the API, where Backstage's own plugins have theirs. */
export function addOpenApiRoute(router: Router): void {
  const document = readOpenApi();
  router.get('/openapi.json', (_req, res) => {
    res.json(document);
  });
}
