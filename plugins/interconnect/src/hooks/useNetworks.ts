import { useApi } from '@backstage/core-plugin-api';
import { Network } from '@interconnect/backstage-plugin-interconnect-common';
import { interconnectApiRef } from '../api';
import { allPages } from './allPages';
import { Polled, usePolled } from './usePolled';

/** All networks that the person may see, kept current. */
export function useNetworks(): Polled<Network[]> {
  const api = useApi(interconnectApiRef);
  return usePolled(signal => allPages(page => api.listAllNetworks(page, { signal })), 15_000, [
    api,
  ]);
}
