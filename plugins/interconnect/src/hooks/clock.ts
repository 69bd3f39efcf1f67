import { Config, readDurationFromConfig } from '@backstage/config';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { durationToMilliseconds } from '@backstage/types';
import { useMemo, useSyncExternalStore } from 'react';

const renewedEveryMs = 5_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let current = Date.now();

function tick() {
  current = Date.now();
  listeners.forEach(listener => listener());
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    current = Date.now();
    timer = setInterval(tick, renewedEveryMs);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

function read(): number {
  return current;
}

/**
 * The time in ms, renewed every 5 s; one timer for all components, so that a table of 1,000 times
 * stays cheap.
 */
export function useNow(): number {
  return useSyncExternalStore(subscribe, read, read);
}

const intervalKey = 'interconnect.observe.interval';
const leastMs = 120_000;
const missedReadings = 4;

/**
 * After how long an observation may be out of date: two minutes, or four readings where those take
 * longer.
 */
export function readStaleAfterMs(config: Config): number {
  const everyMs = config.has(intervalKey)
    ? durationToMilliseconds(readDurationFromConfig(config, { key: intervalKey }))
    : 0;
  return Math.max(leastMs, missedReadings * everyMs);
}

/** Whether an observation is older than `staleAfterMs`, so that it may be out of date. */
export function isStale(observedAt: string, now: number, staleAfterMs: number): boolean {
  return now - Date.parse(observedAt) > staleAfterMs;
}

/**
 * Tells whether an observation is so old that it may be out of date, see {@link readStaleAfterMs}.
 */
export function useIsStale(): (observedAt: string) => boolean {
  const config = useApi(configApiRef);
  const now = useNow();
  const staleAfterMs = useMemo(() => readStaleAfterMs(config), [config]);
  return observedAt => isStale(observedAt, now, staleAfterMs);
}
