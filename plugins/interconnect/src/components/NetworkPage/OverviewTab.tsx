import { useRouteRef } from '@backstage/core-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { Network } from '@interconnect/backstage-plugin-interconnect-common';
import { useNetworkPermissions } from '../../hooks/useMay';
import { useTexts } from '../../hooks/useTexts';
import { requestRouteRef } from '../../routes';
import { EmptyState } from '../common/fallbacks';
import { Section } from '../common/layout';
import { SelectorList } from '../common/SelectorList';
import { MembersTable } from './MembersTable';
import { StaleNotice } from './notices';
import { Topology } from './topology/Topology';

/** The network as a drawing and as a table. */
export function OverviewTab({ network }: { network: Network }) {
  const t = useTexts();
  if (network.status.members.length === 0) return <NoMembers network={network} />;
  return (
    <>
      <StaleNotice status={network.status} />
      <Section title={t('topology.title')}>
        <Topology network={network} />
      </Section>
      <Section title={t('members.title')}>
        <MembersTable network={network} />
      </Section>
      {network.selectors && (
        <Section title={t('selectors.title')}>
          <SelectorList selectors={network.selectors} />
        </Section>
      )}
    </>
  );
}

function NoMembers({ network }: { network: Network }) {
  const t = useTexts();
  const request = useRouteRef(requestRouteRef);
  const name = { project: network.project, network: network.name };
  const { update } = useNetworkPermissions(name);
  return (
    <EmptyState
      title={t('network.empty')}
      text={update.missing ? t('network.emptyDenied', update) : t('network.emptyText')}
      action={
        update.allowed && (
          <ButtonLink href={`${request()}?${new URLSearchParams(name)}`}>
            {t('network.addMembers')}
          </ButtonLink>
        )
      }
    />
  );
}
