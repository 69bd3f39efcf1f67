import { Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef, getEntityRelations } from '@backstage/plugin-catalog-react';
import { TaggedNetwork } from '@interconnect/backstage-plugin-interconnect-common';
import { interconnectApiRef } from '../../api';
import { describeError } from '../../hooks/describeError';
import { Polled, usePolled } from '../../hooks/usePolled';

/**
 * The network that the form was opened for, read once; `null` when there is none of that name, so
 * that it will be a new one.
 */
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

const fields = ['apiVersion', 'kind', 'metadata', 'relations', 'spec'];

/** The Systems that the person may see. Networks belong to Systems of the default namespace. */
export function useProjects(): Polled<Entity[]> {
  const catalog = useApi(catalogApiRef);
  return usePolled(
    async () => {
      const { items } = await catalog.getEntities({
        filter: { kind: 'System', 'metadata.namespace': 'default' },
        fields,
        order: { field: 'metadata.name', order: 'asc' },
      });
      return items;
    },
    undefined,
    [catalog],
  );
}

/** The Components of a project, as far as the person may see them. */
export function useComponents(project: string): Polled<Entity[]> {
  const catalog = useApi(catalogApiRef);
  return usePolled(
    async () => {
      if (!project) return [];
      const { items } = await catalog.getEntities({
        filter: { kind: 'Component', 'relations.partOf': `system:default/${project}` },
        fields,
        order: { field: 'metadata.name', order: 'asc' },
      });
      return items;
    },
    undefined,
    [catalog, project],
  );
}

/** The name of a System as the REST API has it: in lower case. */
export function projectOf(system: Entity): string {
  return system.metadata.name.toLowerCase();
}

/** Who owns an entity, as people write it. */
export function ownerOf(entity: Entity): string | undefined {
  const [owner] = getEntityRelations(entity, RELATION_OWNED_BY);
  return owner?.name;
}
