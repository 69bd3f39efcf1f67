import { useApi } from '@backstage/core-plugin-api';
import { AuditEntry, NetworkName } from '@interconnect/backstage-plugin-interconnect-common';
import { interconnectApiRef } from '../api';
import { allPages } from './allPages';
import { Polled, usePolled } from './usePolled';

/** The whole audit log of a network, oldest first, kept current. `busy`: a rollout writes to it. */
export function useAudit({ project, network }: NetworkName, busy: boolean): Polled<AuditEntry[]> {
  const api = useApi(interconnectApiRef);
  return usePolled(
    signal => allPages(page => api.listAudit({ project, network }, page, { signal })),
    busy ? 5_000 : 60_000,
    [api, project, network],
  );
}
