import {
  AnswerOf,
  ApiRoute,
  ApiRouteName,
  apiRoutes,
  PathOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Request, Response, Router } from 'express';

/** Answers a request of a route: what it sends is what the table of routes says. */
export type RouteHandler<Name extends ApiRouteName> = (
  req: Request,
  res: Response<AnswerOf<Name>>,
) => Promise<void>;

/**
 * Serves a route of the API at the method and path that the table of routes has.
 *
 * @param fixed - values of parameters of the path, for a handler that is only for these
 */
export function serve<Name extends ApiRouteName>(
  router: Router,
  name: Name,
  handler: RouteHandler<Name>,
  fixed: Partial<PathOf<Name>> = {},
): void {
  const { method, path }: ApiRoute = apiRoutes[name];
  const values: Partial<Record<string, string>> = fixed;
  router[method](
    path.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? `:${key}`),
    handler as (req: Request, res: Response) => Promise<void>,
  );
}
