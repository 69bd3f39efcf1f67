import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import { parse } from 'yaml';

/** The description of the API (OpenAPI 3.1). */
export function readOpenApi(): Record<string, unknown> {
  const file = resolvePackagePath(
    '@interconnect/backstage-plugin-interconnect-backend',
    'src/schema/openapi.yaml',
  );
  return parse(readFileSync(file, 'utf8'));
}

/** The description of the API, where Backstage's own plugins have theirs. */
export function addOpenApiRoute(router: Router): void {
  const document = readOpenApi();
  router.get('/openapi.json', (_req, res) => {
    res.json(document);
  });
}
