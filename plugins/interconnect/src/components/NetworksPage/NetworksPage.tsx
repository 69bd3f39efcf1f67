import { useRouteRef } from '@backstage/core-plugin-api';
import { ButtonLink, Container, Flex } from '@backstage/ui';
import { networkCreatePermission } from '@interconnect/backstage-plugin-interconnect-common';
import { RiAddLine } from '@remixicon/react';
import { useMay } from '../../hooks/useMay';
import { useNetworks } from '../../hooks/useNetworks';
import { useTexts } from '../../hooks/useTexts';
import { requestRouteRef } from '../../routes';
import { EmptyState } from '../common/EmptyState';
import { ErrorPanel } from '../common/ErrorPanel';
import { ListHeader } from '../common/ListHeader';
import { Loading } from '../common/Loading';
import { OutdatedNotice } from '../common/OutdatedNotice';
import { NetworksTable } from './NetworksTable';

/** All networks that the person may see. */
export function NetworksPage() {
  const t = useTexts();
  const networks = useNetworks();
  const create = useMay(networkCreatePermission);
  const request = useRouteRef(requestRouteRef);
  const requestButton = create.allowed && (
    <ButtonLink variant="primary" iconStart={<RiAddLine />} href={request()}>
      {t('networks.request')}
    </ButtonLink>
  );

  return (
    <>
      <ListHeader
        active="networks"
        title={t('networks.title')}
        description={t('networks.description')}
        actions={requestButton}
      />
      <Container>
        <Flex direction="column" gap="4">
          <OutdatedNotice of={networks} />
          {networks.loading && <Loading label={t('loading.networks')} />}
          {networks.error && !networks.value && (
            <ErrorPanel error={networks.error} onRetry={networks.refresh} />
          )}
          {networks.value?.length === 0 && (
            <EmptyState
              title={t('networks.none')}
              text={create.missing ? t('networks.noneDenied', create) : t('networks.noneText')}
              action={requestButton}
            />
          )}
          {networks.value && networks.value.length > 0 && (
            <NetworksTable networks={networks.value} />
          )}
        </Flex>
      </Container>
    </>
  );
}
