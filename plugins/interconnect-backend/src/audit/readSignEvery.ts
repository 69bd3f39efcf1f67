import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';

const key = 'interconnect.audit.signEvery';

/**
 * How often the heads of audit logs are signed: `interconnect.audit.signEvery`, 5 minutes when
 * absent.
 */
export function readSignEvery(config: Config): HumanDuration {
  if (!config.has(key)) {
    return { minutes: 5 };
  }
  const every = readDurationFromConfig(config, { key });
  if (!(durationToMilliseconds(every) >= 1000)) {
    throw new InputError(`${key}: less than a second`);
  }
  return every;
}
