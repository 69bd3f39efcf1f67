import { useRouteRef } from '@backstage/core-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Link } from '@backstage/ui';
import { useTexts } from '../../hooks/useTexts';
import { networkRouteRef, rootRouteRef } from '../../routes';
import { ObservedAt } from '../common/time';
import { PhaseBadge, RolloutInNeed } from '../common/StateMark';
import { Quiet } from '../common/cells';
import { networkRow } from '../NetworksPage/networkColumns';
import { AddressList, EntityNetwork, WithNetworks } from './EntityNetworks';
import styles from './entity.module.css';
import { projectOf } from './entityProject';
import { RequestButton } from './requestLink';

const shown = 4;

/** Card of a System or a Component: the health and the addresses of its networks. */
export function EntityInterconnectCard() {
  const t = useTexts();
  const { entity } = useEntity();
  const networksPath = useRouteRef(rootRouteRef)();
  const project = projectOf(entity);
  if (project === undefined) {
    return <EntityInfoCard title={t('entity.cardTitle')}>{t('entity.noProject')}</EntityInfoCard>;
  }
  return (
    <EntityInfoCard
      title={t('entity.cardTitle')}
      headerActions={<RequestButton entity={entity} project={project} />}
      footerActions={
        <Link href={`${networksPath}?${new URLSearchParams({ project })}`}>
          {t('entity.all', { project })}
        </Link>
      }
    >
      <WithNetworks entity={entity} project={project}>
        {networks => (
          <>
            <ul className={styles.networks}>
              {networks.slice(0, shown).map(each => (
                <OneNetwork key={each.id} of={each} />
              ))}
            </ul>
            {networks.length > shown && (
              <Quiet as="p">{t('entity.more', { count: networks.length - shown })}</Quiet>
            )}
          </>
        )}
      </WithNetworks>
    </EntityInfoCard>
  );
}

function OneNetwork({ of: { network, roles, services } }: { of: EntityNetwork }) {
  const t = useTexts();
  const path = useRouteRef(networkRouteRef);
  const { project, name, status } = network;
  const { linksUp, spokes } = networkRow(network);
  return (
    <li>
      <Flex gap="2" align="center" style={{ flexWrap: 'wrap' }}>
        <Link href={path({ project, network: name })} weight="bold">
          {name}
        </Link>
        <PhaseBadge status={status} />
        <RolloutInNeed network={network} />
        {roles.map(role => (
          <span key={role}>{t(`entity.${role}`)}</span>
        ))}
        <Quiet>
          {spokes > 0 && `${t('entity.linksUp', { up: `${linksUp}`, all: `${spokes}` })} · `}
          <ObservedAt time={status.observedAt} />
        </Quiet>
      </Flex>
      <AddressList services={services} observedAt={status.observedAt} />
    </li>
  );
}
