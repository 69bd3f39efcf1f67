import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useIdentity } from './queries';
import { Polled, usePolled } from './usePolled';

/** Names of the projects that the person owns, alone or with a group. */
export function useMyProjects(): Polled<string[] | undefined> {
  const catalog = useApi(catalogApiRef);
  const identity = useIdentity();
  const owners = identity.value?.ownershipEntityRefs;
  const projects = usePolled(
    async () => {
      if (!owners) return undefined;
      const { items } = await catalog.getEntities({
        filter: {
          kind: 'System',
          'metadata.namespace': 'default',
          'relations.ownedBy': owners,
        },
        fields: ['metadata.name'],
      });
      return items.map(({ metadata }) => metadata.name.toLowerCase());
    },
    undefined,
    [catalog, owners],
  );
  return { ...projects, error: identity.error ?? projects.error };
}
