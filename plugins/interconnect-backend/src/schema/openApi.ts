import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  ApiRoute,
  apiRoutes,
  networkDocumentJsonSchema,
  rolloutCommandNames,
} from '@interconnect/backstage-plugin-interconnect-common';
import { parse } from 'yaml';
import resources from './resources.json';

interface OpenApi extends Record<string, unknown> {
  components: Record<string, Record<string, unknown>>;
}

/**
 * The description of the API (OpenAPI 3.1): paths of the table of routes, schemas of the types that
 * are answered (`resources.json`, made by `npm run schemas`) and of the network document, and what
 * is common to all routes (`openapi.yaml`).
 */
export function readOpenApi(): Record<string, unknown> {
  const file = resolvePackagePath(
    '@interconnect/backstage-plugin-interconnect-backend',
    'src/schema/openapi.yaml',
  );
  const frame: OpenApi = parse(readFileSync(file, 'utf8'));
  const { schemas } = frame.components;
  const { $schema: _, ...NetworkDocument } = networkDocumentJsonSchema;
  return {
    ...frame,
    paths: pathsOf(Object.entries(apiRoutes)),
    components: {
      ...frame.components,
      schemas: { ...schemas, ...resources, NetworkDocument },
    },
  };
}

function pathsOf(routes: [string, ApiRoute][]): Record<string, Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, route] of routes) {
    paths[route.path] ??= {};
    paths[route.path][route.method] = operationOf(name, route);
  }
  return paths;
}

function operationOf(name: string, route: ApiRoute) {
  const { path, tag, description, body, list, parameters = [] } = route;
  const taken = [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter),
    ...parameters,
    ...(list ? ['limit', 'cursor'] : []),
  ];
  return {
    operationId: name,
    tags: [tag],
    description,
    ...(taken.length > 0 && { parameters: taken.map(parameterOf) }),
    ...(body && {
      requestBody: { required: body !== 'CommandBody', ...json(ref('schemas', body)) },
    }),
    responses: {
      200: answerOf(route),
      ...(route.empty !== undefined && { 204: { description: route.empty } }),
      429: ref('responses', 'TooManyRequests'),
      default: ref('responses', 'Error'),
    },
  };
}

function answerOf({ answer, list, tagged }: ApiRoute) {
  if (answer === 'JsonLines') {
    return {
      description: 'One JSON object a line',
      content: { 'application/x-ndjson': { schema: { type: 'string' } } },
    };
  }
  const schema = ref('schemas', answer);
  return {
    description: list ? 'A page of the list' : `The ${answer}`,
    ...(list && { headers: { Link: ref('headers', 'Link') } }),
    ...(tagged && { headers: { ETag: ref('headers', 'ETag') } }),
    ...json(list ? { type: 'array', items: schema } : schema),
  };
}

function json(schema: object) {
  return { content: { 'application/json': { schema } } };
}

function parameterOf(name: string) {
  return name === 'command'
    ? { name, in: 'path', required: true, schema: { enum: rolloutCommandNames } }
    : ref('parameters', name);
}

function ref(kind: string, name: string) {
  return { $ref: `#/components/${kind}/${name}` };
}
