import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { networkDocumentJsonSchema } from '@interconnect/backstage-plugin-interconnect-common';
import type { Router } from 'express';
import { parse } from 'yaml';

/** The description of the API (OpenAPI 3.1). Documents are described by their own JSON Schema. */
export function readOpenApi(): Record<string, unknown> {
  const file = resolvePackagePath(
    '@interconnect/backstage-plugin-interconnect-backend',
    'src/schema/openapi.yaml',
  );
  const description = parse(readFileSync(file, 'utf8'));
  const { $schema: _, ...NetworkDocument } = networkDocumentJsonSchema;
  Object.assign(description.components.schemas, { NetworkDocument });
  return description;
}

/** The description of the API, where Backstage's own plugins have theirs. */
export function addOpenApiRoute(router: Router): void {
  const document = readOpenApi();
  router.get('/openapi.json', (_req, res) => {
    res.json(document);
  });
}
