import { Config, readDurationFromConfig } from '@backstage/config';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { durationToMilliseconds } from '@backstage/types';
import { useMemo } from 'react';
import { isStale } from '../components/common/ago';
import { useNow } from './useNow';

const intervalKey = 'interconnect.observe.interval';
const leastMs = 120_000;
const missedReadings = 4;

/** After how long an observation may be out of date: two minutes, or four readings where those take longer. */
export function readStaleAfterMs(config: Config): number {
  const everyMs = config.has(intervalKey)
    ? durationToMilliseconds(readDurationFromConfig(config, { key: intervalKey }))
    : 0;
  return Math.max(leastMs, missedReadings * everyMs);
}

/** Tells whether an observation is so old that it may be out of date, see {@link readStaleAfterMs}. */
export function useIsStale(): (observedAt: string) => boolean {
  const config = useApi(configApiRef);
  const now = useNow();
  const staleAfterMs = useMemo(() => readStaleAfterMs(config), [config]);
  return observedAt => isStale(observedAt, now, staleAfterMs);
}
