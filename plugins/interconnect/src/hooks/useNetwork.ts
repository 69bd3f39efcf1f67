import { useApi } from '@backstage/core-plugin-api';
import { NetworkName, TaggedNetwork } from '@interconnect/backstage-plugin-interconnect-common';
import { interconnectApiRef } from '../api';
import { Polled, usePolled } from './usePolled';

/** One network with its entity tag, kept current: more often while a rollout is open. */
export function useNetwork({ project, network }: NetworkName): Polled<TaggedNetwork> {
  const api = useApi(interconnectApiRef);
  return usePolled(
    signal => api.getNetwork({ project, network }, { signal }),
    tagged => (tagged?.network.rollout ? 3_000 : 10_000),
    [api, project, network],
  );
}
