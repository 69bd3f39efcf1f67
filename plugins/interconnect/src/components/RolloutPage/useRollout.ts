import { useApi } from '@backstage/core-plugin-api';
import {
  NetworkName,
  Rollout,
  terminalRolloutStates,
} from '@interconnect/backstage-plugin-interconnect-common';
import { interconnectApiRef } from '../../api';
import { Polled, usePolled } from '../../hooks/usePolled';

/** One rollout, kept current until it has ended. */
export function useRollout({ project, network }: NetworkName, rollout: string): Polled<Rollout> {
  const api = useApi(interconnectApiRef);
  return usePolled(
    signal => api.getRollout({ project, network }, rollout, { signal }),
    pauseAfter,
    [api, project, network, rollout],
  );
}

/** How long to wait after an answer, in ms: a rollout of thousands of steps is a megabyte, so it is asked for less often. */
export function pauseAfter(rollout: Rollout | undefined): number | undefined {
  if (!rollout) return 5_000;
  if (terminalRolloutStates.includes(rollout.state)) return undefined;
  return rollout.steps.length > 500 ? 5_000 : 2_000;
}
