import { useApi } from '@backstage/core-plugin-api';
import { ClusterInfo } from '@interconnect/backstage-plugin-interconnect-common';
import { interconnectApiRef } from '../api';
import { Polled, usePolled } from './usePolled';

/** All clusters that networks may span. */
export function useClusters(): Polled<ClusterInfo[]> {
  const api = useApi(interconnectApiRef);
  return usePolled(signal => api.listClusters({ signal }), 60_000, [api]);
}
