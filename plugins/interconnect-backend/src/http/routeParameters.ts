import { NotFoundError } from '@backstage/errors';
import type { Request } from 'express';

/** Names of entities in the catalog. */
const projectPattern = /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/;

/** The project of the path, as the catalog compares it: without regard to case. */
export function projectOf(req: Request): string {
  const project = req.params.project.toLocaleLowerCase('en-US');
  if (!projectPattern.test(project)) {
    throw new NotFoundError(
      `Project ${JSON.stringify(req.params.project)} is unknown: the name of a System of the catalog is accepted`,
    );
  }
  return project;
}

/** The network of the path. */
export function networkOf(req: Request): { project: string; name: string } {
  return { project: projectOf(req), name: req.params.network };
}
