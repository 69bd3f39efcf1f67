import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import {
  byUrgency,
  Network,
  NetworkStatus,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ReactNode, useMemo } from 'react';
import { interconnectApiRef } from '../../api';
import { allPages } from '../../hooks/queries';
import { useMayRequest } from '../../hooks/useMay';
import { Polled, usePolled } from '../../hooks/usePolled';
import { useTexts } from '../../hooks/useTexts';
import { Quiet } from '../common/cells';
import { CopyButton } from '../common/CodeBlock';
import { EmptyState, ErrorPanel, Loading, OutdatedNotice } from '../common/fallbacks';
import { ObservedMark } from '../common/StateMark';
import { observedUrgency } from '../common/urgency';
import styles from './entity.module.css';
import { UnreachedPartners } from './UnreachedPartners';

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
  const { value, all, error, loading, refresh } = polled;
  if (loading) return <Loading label={t('loading.networks')} />;
  if (!value) return error ? <ErrorPanel error={error} onRetry={refresh} /> : null;
  const system = entity.kind.toLowerCase() === 'system';
  const partners = !system && <UnreachedPartners {...{ entity, project, networks: all }} />;
  if (value.length === 0) {
    const text = system ? t('entity.noneSystemText') : t('entity.noneComponentText', { project });
    return (
      <>
        {partners}
        <EmptyState
          title={t(system ? 'entity.noneSystem' : 'entity.noneComponent')}
          text={may.missing ? `${text} ${t('entity.denied', may)}` : text}
        />
      </>
    );
  }
  return (
    <>
      <OutdatedNotice of={polled} />
      {partners}
      {children(value)}
    </>
  );
}

/** The networks that an entity has to do with, kept current. */
function useEntityNetworks(
  entity: Entity,
  project: string,
): Polled<EntityNetwork[]> & { all: Network[] } {
  const api = useApi(interconnectApiRef);
  const { value, ...polled } = usePolled(
    signal => allPages(page => api.listNetworks(project, page, { signal })),
    15_000,
    [api, project, stringifyEntityRef(entity)],
  );
  const networks = useMemo(() => value && networksOf(entity, value), [entity, value]);
  return { ...polled, all: value ?? [], ...(networks && { value: networks }) };
}

const shown = 3;

/** Services with the address that clients use, and how they are: those in trouble first. */
export function AddressList(props: { services: NetworkStatus['services']; observedAt?: string }) {
  const t = useTexts();
  const { services, observedAt } = props;
  if (services.length === 0) return <Quiet>{t('entity.noAddresses')}</Quiet>;
  const more = services.length - shown;
  const urgent = services.toSorted((a, b) => observedUrgency[a.state] - observedUrgency[b.state]);
  return (
    <>
      <ul className={styles.addresses}>
        {urgent.slice(0, shown).map(({ cluster, namespace, name, port, state, addresses }) => (
          <li key={[cluster, namespace, name, port].join(' ')} className={styles.item}>
            <ObservedMark state={state} label={t(`observed.${state}`)} observedAt={observedAt} />
            <code className={styles.address}>{addresses[0]}</code>
            <CopyButton text={addresses[0]} what={t('entity.address', { address: addresses[0] })} />
          </li>
        ))}
      </ul>
      {more > 0 && <Quiet as="p">{t('entity.moreAddresses', { number: `${more}` })}</Quiet>}
    </>
  );
}

/** What a Component is for a network. */
type EntityRole = 'serves' | 'uses';

/** A network of an entity. */
export interface EntityNetwork {
  /** `<project>/<network>`. */
  id: string;
  network: Network;
  /** Of a Component; a System has its networks as a whole. */
  roles: EntityRole[];
  /** With the addresses that matter to the entity: those that it serves, or all that it can use. */
  services: NetworkStatus['services'];
}

/**
 * The networks of its project that an entity has to do with, the most urgent one first. A
 * Component is known to networks as the application of its name.
 */
export function networksOf(entity: Entity, networks: Network[]): EntityNetwork[] {
  const whole = entity.kind.toLowerCase() === 'system';
  const name = entity.metadata.name.toLowerCase();
  return networks.toSorted(byUrgency).flatMap(network => {
    const { project, name: networkName, spec, status } = network;
    const id = `${project}/${networkName}`;
    if (whole) return [{ id, network, roles: [], services: status.services }];
    const own = (spec.applications ?? []).filter(application => application.name === name);
    if (own.length === 0) return [];
    const serves = own.some(({ expose }) => expose);
    const uses = own.some(({ expose }) => !expose);
    return [
      {
        id,
        network,
        roles: [...(serves ? ['serves' as const] : []), ...(uses ? ['uses' as const] : [])],
        services: uses
          ? status.services
          : status.services.filter(({ application }) => application === name),
      },
    ];
  });
}
