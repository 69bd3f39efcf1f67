import { identityApiRef, useApi, useRouteRef } from '@backstage/core-plugin-api';
import { ButtonLink, Container, Flex, Link } from '@backstage/ui';
import { byUrgency, Network } from '@interconnect/backstage-plugin-interconnect-common';
import { RiAddLine } from '@remixicon/react';
import { useNetworks } from '../../hooks/queries';
import { useMyProjects } from '../../hooks/useMyProjects';
import { usePolled } from '../../hooks/usePolled';
import { useTexts } from '../../hooks/useTexts';
import { networkRouteRef, requestRouteRef } from '../../routes';
import { Quiet } from '../common/cells';
import { ErrorPanel, Loading, OutdatedNotice } from '../common/fallbacks';
import { HelpLink } from '../common/HelpLink';
import { ListHeader, Section } from '../common/layout';
import { PhaseBadge, RolloutInNeed } from '../common/StateMark';
import { needsAttention } from './needsAttention';
import { NetworksTable } from './NetworksTable';
import { NoNetworks } from './NoNetworks';

/** Greets with the networks of one's own projects, first those that need attention. */
export function HomePage() {
  const t = useTexts();
  const identity = useApi(identityApiRef);
  const profile = usePolled(() => identity.getProfileInfo(), undefined, [identity]);
  const networks = useNetworks();
  const projects = useMyProjects();
  const request = useRouteRef(requestRouteRef);
  const name = profile.value?.displayName;
  const error = networks.error ?? projects.error;
  const mine =
    networks.value &&
    projects.value &&
    networks.value.filter(({ project }) => projects.value?.includes(project));

  return (
    <>
      <ListHeader
        active="home"
        title={name ? t('home.greeting', { name }) : t('tab.home')}
        description={t('home.description')}
      />
      <Container>
        <Flex direction="column" gap="4" pb="6">
          <OutdatedNotice of={networks} />
          {!mine && error && (
            <ErrorPanel
              error={error}
              onRetry={() => {
                networks.refresh();
                projects.refresh();
              }}
            />
          )}
          {!mine && !error && <Loading label={t('loading.networks')} />}
          {mine?.length === 0 && (
            <NoNetworks
              title={t('home.none')}
              text={t('networks.noneText')}
              requestButton={
                <ButtonLink variant="secondary" iconStart={<RiAddLine />} href={request()}>
                  {t('networks.request')}
                </ButtonLink>
              }
            />
          )}
          {mine && mine.length > 0 && (
            <>
              <Attention networks={mine.filter(needsAttention).sort(byUrgency)} />
              <Section title={t('home.mine')}>
                <NetworksTable networks={mine} />
              </Section>
            </>
          )}
        </Flex>
      </Container>
    </>
  );
}

function Attention({ networks }: { networks: Network[] }) {
  const t = useTexts();
  const path = useRouteRef(networkRouteRef);
  return (
    <Section title={t('home.attention')}>
      {networks.length === 0 && <Quiet as="p">{t('home.allWell')}</Quiet>}
      {networks.length > 0 && (
        <Flex direction="column" gap="2" role="list" aria-label={t('home.attention')}>
          {networks.map(network => (
            <Flex
              key={`${network.project}/${network.name}`}
              gap="3"
              align="center"
              role="listitem"
              style={{ flexWrap: 'wrap' }}
            >
              <Link href={path({ project: network.project, network: network.name })}>
                {network.name}
              </Link>
              <PhaseBadge status={network.status} />
              <RolloutInNeed network={network} />
              <Quiet>{whyOf(network)}</Quiet>
            </Flex>
          ))}
        </Flex>
      )}
      <HelpLink about="phases" />
    </Section>
  );
}

/** What the first member says that is not ready. */
function whyOf({ status }: Network): string {
  const member = status.members.find(({ state, message }) => state === 'NotReady' && message);
  return member ? `${member.cluster}: ${member.message}` : '';
}
