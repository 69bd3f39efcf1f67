import { useSyncExternalStore } from 'react';

const everyMs = 5_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function tick() {
  now = Date.now();
  listeners.forEach(listener => listener());
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = Date.now();
    timer = setInterval(tick, everyMs);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

function read(): number {
  return now;
}

/** The time in ms, renewed every 5 s; one timer for all components, so that a table of 1,000 times stays cheap. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, read, read);
}
