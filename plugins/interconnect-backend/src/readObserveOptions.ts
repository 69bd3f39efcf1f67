import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

const key = 'interconnect.observe.interval';
const defaultSeconds = 30;

/**
 * `interconnect.observe` of the configuration, with its default. Throws at start when a value makes
 * no sense.
 */
export function readObserveOptions(config: Config): { intervalSeconds: number } {
  if (!config.has(key)) {
    return { intervalSeconds: defaultSeconds };
  }
  const intervalSeconds = durationToMilliseconds(readDurationFromConfig(config, { key })) / 1000;
  if (!Number.isInteger(intervalSeconds) || intervalSeconds < 1) {
    throw new InputError(
      `${key}: ${intervalSeconds} s; whole seconds from 1 are accepted, for example { seconds: 30 }`,
    );
  }
  return { intervalSeconds };
}
