import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useMemo } from 'react';
import { interconnectApiRef } from '../../api';
import { allPages } from '../../hooks/queries';
import { Polled, usePolled } from '../../hooks/usePolled';
import { EntityNetwork, networksOf } from './entityNetworks';

/** The networks that an entity has to do with, kept current. */
export function useEntityNetworks(entity: Entity, project: string): Polled<EntityNetwork[]> {
  const api = useApi(interconnectApiRef);
  const { value, ...polled } = usePolled(
    signal => allPages(page => api.listNetworks(project, page, { signal })),
    15_000,
    [api, project, stringifyEntityRef(entity)],
  );
  const networks = useMemo(() => value && networksOf(entity, value), [entity, value]);
  return { ...polled, ...(networks && { value: networks }) };
}
