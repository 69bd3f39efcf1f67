import { toError } from '@backstage/errors';
import { describeError } from './describeError';
import { DependencyList, useCallback, useEffect, useRef, useState } from 'react';

/** What a page knows of something that changes by itself. */
export interface Polled<T> {
  /** The last answer; stays while later attempts fail. */
  value?: T;
  /** Of the last attempt; undefined when it succeeded. */
  error?: Error;
  /** Before the first answer. */
  loading: boolean;
  /** Asks at once. */
  refresh(): void;
}

/** How long to wait after an answer before asking again, in ms; undefined: for ever. */
export type Pause<T> = number | undefined | ((value: T | undefined) => number | undefined);

/**
 * Loads something and keeps it current: asks again after each answer, and as soon as a page that
 * was hidden is looked at again; not while it is hidden, and not before the backend said when there
 * were too many requests. A change of `dependencies` starts anew, forgets the old value and aborts
 * what is under way.
 */
export function usePolled<T>(
  load: (signal: AbortSignal) => Promise<T>,
  pause: Pause<T>,
  dependencies: DependencyList,
): Polled<T> {
  const [state, setState] = useState<Omit<Polled<T>, 'refresh'>>({ loading: true });
  const [round, setRound] = useState(0);
  const latest = useRef({ load, pause });
  latest.current = { load, pause };

  useEffect(() => setState({ loading: true }), dependencies); // eslint-disable-line react-hooks/exhaustive-deps

  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let waits = false; // for the page to be looked at

    async function ask() {
      let value: T | undefined;
      let atLeast = 0;
      try {
        value = await latest.current.load(signal);
        if (!signal.aborted) setState({ value, loading: false });
      } catch (error) {
        atLeast = (describeError(toError(error)).retryAfterSeconds ?? 0) * 1000;
        if (!signal.aborted) {
          setState(before => ({ ...before, error: toError(error), loading: false }));
        }
      }
      const wait = latest.current.pause;
      const ms = typeof wait === 'function' ? wait(value) : wait;
      if (!signal.aborted && ms !== undefined) timer = setTimeout(next, Math.max(ms, atLeast));
    }
    function next() {
      waits = document.hidden;
      if (!waits) void ask();
    }
    const lookedAt = () => waits && next();
    document.addEventListener('visibilitychange', lookedAt);
    void ask();
    return () => {
      abort.abort();
      document.removeEventListener('visibilitychange', lookedAt);
      clearTimeout(timer);
    };
  }, [...dependencies, round]); // eslint-disable-line react-hooks/exhaustive-deps

  const refresh = useCallback(() => setRound(number => number + 1), []);
  return { ...state, refresh };
}
