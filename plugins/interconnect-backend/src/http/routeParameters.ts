import { InputError, NotFoundError } from '@backstage/errors';
import { plainText } from '@interconnect/backstage-plugin-interconnect-common';
import type { Request } from 'express';

/** Names of entities in the catalog. */
const projectPattern = /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/;

const rolloutPattern = /^[\w.-]{1,100}$/;
/** Shorter names that are wrong get the full message of the document's checks. */
const maxName = 63;

/** The project in the path, in lower case, because the catalog ignores case. */
export function projectOf(req: Request): string {
  const project = req.params.project.toLocaleLowerCase('en-US');
  if (!projectPattern.test(project)) {
    throw new NotFoundError(
      `Project ${quoted(req.params.project)} is unknown: the name of a System of the catalog is accepted`,
    );
  }
  return project;
}

/** The network in the path. */
export function networkOf(req: Request): { project: string; name: string } {
  const { network } = req.params;
  if (network.length > maxName || plainText(network) !== network) {
    throw new InputError(`network: ${quoted(network)} is not the name of a network`);
  }
  return { project: projectOf(req), name: network };
}

/** The id of the rollout in the path: a UUID, as the backend makes them. */
export function rolloutIdOf(req: Request): string {
  const { rollout } = req.params;
  if (!rolloutPattern.test(rollout)) {
    throw new NotFoundError(`There is no rollout ${quoted(rollout)}`);
  }
  return rollout;
}

/** Foreign text, made safe for a message. */
export function quoted(text: string): string {
  return JSON.stringify(plainText(text, 100));
}
