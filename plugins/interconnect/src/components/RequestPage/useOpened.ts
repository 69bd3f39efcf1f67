import { useApi } from '@backstage/core-plugin-api';
import { TaggedNetwork } from '@interconnect/backstage-plugin-interconnect-common';
import { interconnectApiRef } from '../../api';
import { Polled, usePolled } from '../../hooks/usePolled';
import { describeError } from '../../hooks/describeError';

/** The network that the form was opened for, read once; `null` when there is none of that name, so that it will be a new one. */
export function useOpened(project: string, network: string): Polled<TaggedNetwork | null> {
  const api = useApi(interconnectApiRef);
  return usePolled(
    async signal => {
      if (!project || !network) return null;
      try {
        return await api.getNetwork({ project, network }, { signal });
      } catch (error) {
        if (error instanceof Error && describeError(error).kind === 'missing') return null;
        throw error;
      }
    },
    undefined,
    [api, project, network],
  );
}
