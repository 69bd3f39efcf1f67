import { useApi } from '@backstage/core-plugin-api';
import { ProjectLimits } from '@interconnect/backstage-plugin-interconnect-common';
import { interconnectApiRef } from '../api';
import { usePolled } from './usePolled';

/** What a project may do; undefined while it is not known, or no project is chosen. */
export function useLimits(project: string): ProjectLimits | undefined {
  const api = useApi(interconnectApiRef);
  const { value } = usePolled(
    async signal => (project ? api.getLimits(project, { signal }) : undefined),
    60_000,
    [api, project],
  );
  // Until the new project's are there, those of the one before are still known.
  return value?.project === project.toLowerCase() ? value : undefined;
}
