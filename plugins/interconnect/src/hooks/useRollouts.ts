import { useApi } from '@backstage/core-plugin-api';
import { NetworkName, RolloutSummary } from '@interconnect/backstage-plugin-interconnect-common';
import { interconnectApiRef } from '../api';
import { allPages } from './allPages';
import { Polled, usePolled } from './usePolled';

/** All rollouts of a network, newest first, kept current. `busy`: one of them is open. */
export function useRollouts(
  { project, network }: NetworkName,
  busy: boolean,
): Polled<RolloutSummary[]> {
  const api = useApi(interconnectApiRef);
  return usePolled(
    signal => allPages(page => api.listRollouts({ project, network }, page, { signal })),
    busy ? 5_000 : 30_000,
    [api, project, network],
  );
}
