import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { ReactNode, useMemo } from 'react';
import { interconnectApiRef } from '../../api';
import { allPages } from '../../hooks/queries';
import { useMayRequest } from '../../hooks/useMay';
import { Polled, usePolled } from '../../hooks/usePolled';
import { useTexts } from '../../hooks/useTexts';
import { EmptyState, ErrorPanel, Loading, OutdatedNotice } from '../common/fallbacks';
import { EntityNetwork, networksOf } from './entityNetworks';

/** The networks of an entity, or why there is nothing to show. */
export function WithNetworks(props: {
  entity: Entity;
  project: string;
  children: (networks: EntityNetwork[]) => ReactNode;
}) {
  const { entity, project, children } = props;
  const t = useTexts();
  const polled = useEntityNetworks(entity, project);
  const may = useMayRequest(project, undefined);
  const { value, error, loading, refresh } = polled;
  if (loading) return <Loading label={t('loading.networks')} />;
  if (!value) return error ? <ErrorPanel error={error} onRetry={refresh} /> : null;
  if (value.length === 0) {
    const system = entity.kind.toLowerCase() === 'system';
    const text = system ? t('entity.noneSystemText') : t('entity.noneComponentText', { project });
    return (
      <EmptyState
        title={t(system ? 'entity.noneSystem' : 'entity.noneComponent')}
        text={may.missing ? `${text} ${t('entity.denied', may)}` : text}
      />
    );
  }
  return (
    <>
      <OutdatedNotice of={polled} />
      {children(value)}
    </>
  );
}

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
