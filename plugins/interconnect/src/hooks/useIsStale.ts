import { readDurationFromConfig } from '@backstage/config';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { durationToMilliseconds } from '@backstage/types';
import { useNow } from './useNow';

const intervalKey = 'interconnect.observe.interval';
const leastMs = 120_000;
const missedReadings = 4;

/**
 * Tells whether an observation is so old that it may be out of date: older than two minutes, and than four readings
 * (`interconnect.observe.interval`) where those take longer.
 */
export function useIsStale(): (observedAt: string) => boolean {
  const config = useApi(configApiRef);
  const now = useNow();
  const everyMs = config.has(intervalKey)
    ? durationToMilliseconds(readDurationFromConfig(config, { key: intervalKey }))
    : 0;
  const staleAfterMs = Math.max(leastMs, missedReadings * everyMs);
  return observedAt => now - Date.parse(observedAt) > staleAfterMs;
}
