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

/**
 * Loads something and keeps it current: asks again `everyMs` after each answer (undefined: never), not while the page is
 * hidden. A change of `dependencies` starts anew and forgets the old value.
 */
export function usePolled<T>(
  load: () => Promise<T>,
  everyMs: number | undefined,
  dependencies: DependencyList,
): Polled<T> {
  const [state, setState] = useState<Omit<Polled<T>, 'refresh'>>({ loading: true });
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;

  useEffect(() => setState({ loading: true }), dependencies); // eslint-disable-line react-hooks/exhaustive-deps

  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = () => {
      if (stopped || everyMs === undefined) return;
      timer = setTimeout(document.hidden ? again : ask, everyMs);
    };
    const ask = async () => {
      try {
        const value = await latest.current();
        if (!stopped) setState({ value, loading: false });
      } catch (error) {
        if (!stopped) setState(before => ({ ...before, error: error as Error, loading: false }));
      }
      again();
    };
    void ask();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [...dependencies, everyMs, round]); // eslint-disable-line react-hooks/exhaustive-deps

  const refresh = useCallback(() => setRound(number => number + 1), []);
  return { ...state, refresh };
}
