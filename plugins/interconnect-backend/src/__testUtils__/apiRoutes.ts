import type { Router } from 'express';
import { readOpenApi } from '../schema/openApi';
import { createRouter } from '../router';
import type { Services } from '../Services';

interface Parameter {
  name: string;
  schema?: { enum?: string[] };
}

const isMethod = (key: string) => ['get', 'put', 'post', 'delete', 'patch'].includes(key);

/**
 * `GET /v1/networks`, …: everything that the OpenAPI document tells, each value of a parameter that
 * has only some.
 */
export function documentedRoutes(): string[] {
  const { paths } = readOpenApi() as { paths: Record<string, Record<string, unknown>> };
  return Object.entries(paths).flatMap(([template, operations]) =>
    Object.keys(operations)
      .filter(isMethod)
      .flatMap(method => {
        const own = (operations[method] as { parameters?: Parameter[] }).parameters ?? [];
        const parameters = [...((operations.parameters as Parameter[]) ?? []), ...own];
        const expanded = parameters.reduce(
          (all, { name, schema }) =>
            schema?.enum
              ? all.flatMap(path => schema.enum!.map(value => path.replace(`{${name}}`, value)))
              : all,
          [template],
        );
        return expanded.map(path => `${method.toUpperCase()} ${path}`);
      }),
  );
}

/** The same of the router, whatever the document says. */
export function servedRoutes(): string[] {
  const rateLimits = { changesPerCaller: 1, changesPerProject: 1, readsPerCaller: 1 };
  return routesOf(createRouter({ rateLimits } as Services));
}

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  handle?: { stack?: Layer[] };
}

function routesOf(router: Router): string[] {
  const visit = ({ route, handle }: Layer): string[] => [
    ...(handle?.stack?.flatMap(visit) ?? []),
    ...Object.keys(route?.methods ?? {}).map(
      method => `${method.toUpperCase()} ${route!.path.replace(/:(\w+)/g, '{$1}')}`,
    ),
  ];
  return (router.stack as unknown as Layer[]).flatMap(visit);
}
