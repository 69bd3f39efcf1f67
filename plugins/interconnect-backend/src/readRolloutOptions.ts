import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type { RolloutOptions } from '@interconnect/backstage-plugin-interconnect-common';

/**
 * `interconnect.rollout` of the configuration, with its defaults. Throws at start when a value
 * makes no sense.
 */
export function readRolloutOptions(config: Config): RolloutOptions {
  const window = config.getOptionalNumber('interconnect.rollout.window') ?? 20;
  if (!Number.isInteger(window) || window < 1) {
    throw new InputError(`interconnect.rollout.window: ${window} is not a whole number from 1`);
  }
  const stepDeadlineSeconds = seconds(config, 'interconnect.rollout.stepDeadline') ?? 15 * 60;
  if (stepDeadlineSeconds < 1) {
    throw new InputError('interconnect.rollout.stepDeadline: less than a second');
  }
  return {
    window,
    stepDeadlineSeconds,
    blockedSeconds: seconds(config, 'interconnect.rollout.blockedFor') ?? 60 * 60,
  };
}

function seconds(config: Config, key: string): number | undefined {
  return config.has(key)
    ? Math.round(durationToMilliseconds(readDurationFromConfig(config, { key })) / 1000)
    : undefined;
}
