import { Entity } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { Network } from '@interconnect/backstage-plugin-interconnect-common';
import { useMemo } from 'react';
import { useMayRequest } from '../../hooks/useMay';
import { useTexts } from '../../hooks/useTexts';
import { requestRouteRef } from '../../routes';
import styles from './entity.module.css';
import { documentBetween, Unreached, unreachedPairs } from './partners';
import { usePartners } from './usePartners';

/**
 * Components that this one needs, or that need it, on another cluster, and no network between them:
 * each with the form, filled in.
 */
export function UnreachedPartners(props: {
  entity: Entity;
  project: string;
  /** All of the project. */
  networks: Network[];
}) {
  const { entity, project, networks } = props;
  const t = useTexts();
  const pairs = usePartners(entity);
  const unreached = useMemo(
    () => unreachedPairs(pairs, project, networks),
    [pairs, project, networks],
  );
  if (unreached.length === 0) return null;
  return (
    <section aria-label={t('entity.unreached')}>
      <ul className={styles.networks}>
        {unreached.map(one => (
          <OnePair
            key={`${one.consumer.metadata.name} ${one.provider.metadata.name}`}
            of={one}
            project={project}
          />
        ))}
      </ul>
    </section>
  );
}

function OnePair({ of: unreached, project }: { of: Unreached; project: string }) {
  const t = useTexts();
  const request = useRouteRef(requestRouteRef);
  const may = useMayRequest(project, undefined);
  const { consumer, provider, consumerCluster, providerCluster, joinedBy } = unreached;
  const query = new URLSearchParams(
    joinedBy
      ? { project, network: joinedBy }
      : { project, document: JSON.stringify(documentBetween(unreached, project)) },
  );
  return (
    <li>
      <EntityRefLink entityRef={consumer} defaultKind="component" />{' '}
      {t('entity.cannotReach', { cluster: consumerCluster })}{' '}
      <EntityRefLink entityRef={provider} defaultKind="component" />{' '}
      {t('entity.runsOn', { cluster: providerCluster })}{' '}
      {may.allowed && (
        <Link href={`${request()}?${query}`}>
          {joinedBy ? t('entity.exposeIn', { network: joinedBy }) : t('entity.requestBetween')}
        </Link>
      )}
    </li>
  );
}
