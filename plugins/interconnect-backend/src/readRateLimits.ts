import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** Requests in a minute. */
export interface RateLimits {
  changesPerCaller: number;
  changesPerProject: number;
  readsPerCaller: number;
}

/**
 * More than the portal asks for with many pages open, and than a pipeline of a hundred networks
 * does.
 */
const defaults: RateLimits = {
  changesPerCaller: 600,
  changesPerProject: 1200,
  readsPerCaller: 3000,
};

/**
 * `interconnect.rateLimits` of the configuration, with its defaults. Throws at start when a value
 * makes no sense.
 */
export function readRateLimits(config: Config): RateLimits {
  const read = (key: keyof RateLimits) => {
    const path = `interconnect.rateLimits.${key}`;
    const limit = config.getOptionalNumber(path) ?? defaults[key];
    if (!Number.isInteger(limit) || limit < 1) {
      throw new InputError(`${path}: ${limit} is not a whole number from 1`);
    }
    return limit;
  };
  return {
    changesPerCaller: read('changesPerCaller'),
    changesPerProject: read('changesPerProject'),
    readsPerCaller: read('readsPerCaller'),
  };
}
