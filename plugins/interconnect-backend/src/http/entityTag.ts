import { InputError } from '@backstage/errors';
import type { Request, Response } from 'express';
import { PreconditionFailedError } from '../errors';
import { quoted } from './routeParameters';

/** Sets the `ETag` header to the generation of a network. */
export function setEntityTag(res: Response, generation: number): void {
  res.setHeader('ETag', `"${generation}"`);
}

/**
 * Checks `If-Match` and `If-None-Match: *` against the current generation (undefined: no network).
 *
 * @returns whether there was an `If-Match`, and it fits
 * @throws PreconditionFailedError (412) when they do not fit
 */
export function checkPreconditions(req: Request, generation: number | undefined): boolean {
  const ifNoneMatch = req.header('if-none-match');
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch.trim() !== '*') {
      throw new InputError('If-None-Match: only * is accepted ("make it only if it is not there")');
    }
    if (generation !== undefined) {
      throw new PreconditionFailedError(
        `If-None-Match: the network is already there, in generation ${generation}`,
      );
    }
  }
  const ifMatch = req.header('if-match');
  if (ifMatch === undefined) {
    return false;
  }
  const tags = ifMatch.split(',').map(tag => tag.trim());
  if (generation === undefined) {
    throw new PreconditionFailedError(`If-Match: there is no such network`);
  }
  if (!tags.includes('*') && !tags.includes(`"${generation}"`)) {
    throw new PreconditionFailedError(
      `If-Match: ${quoted(ifMatch)} does not match: the network is in generation ${generation} (ETag "${generation}") by now. ` +
        'Read it again and apply your change to what is there',
    );
  }
  return true;
}
