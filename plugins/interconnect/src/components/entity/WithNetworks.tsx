import { Entity } from '@backstage/catalog-model';
import { ReactNode } from 'react';
import { useTexts } from '../../hooks/useTexts';
import { EmptyState, ErrorPanel, Loading, OutdatedNotice } from '../common/fallbacks';
import { useMayRequest } from '../../hooks/useMay';
import { EntityNetwork } from './entityNetworks';
import { useEntityNetworks } from './useEntityNetworks';

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
