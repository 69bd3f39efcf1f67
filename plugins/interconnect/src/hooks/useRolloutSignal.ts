import { useSignal } from '@backstage/plugin-signals-react';
import { rolloutSignalChannel } from '@interconnect/backstage-plugin-interconnect-common';
import { useEffect, useRef } from 'react';

/** Signals that come faster are answered together, in ms. */
const togetherMs = 300;

/**
 * Calls `onChange` soon after the backend signals that the rollout has changed; never while there is none. Only a hint that shortens the wait: pages
 * poll as well, because an app may have no signals.
 */
export function useRolloutSignal(rollout: string | undefined, onChange: () => void) {
  const { lastSignal } = useSignal<{ rollout: string }>(rolloutSignalChannel);
  const timer = useRef<ReturnType<typeof setTimeout>>();

  useEffect(() => {
    if (!rollout || lastSignal?.rollout !== rollout || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      onChange();
    }, togetherMs);
  }, [lastSignal, rollout, onChange]);
  useEffect(() => () => clearTimeout(timer.current), []);
}
