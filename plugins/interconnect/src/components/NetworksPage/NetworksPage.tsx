import { useRouteRef } from '@backstage/core-plugin-api';
import { ButtonLink, Container, Flex } from '@backstage/ui';
import { networkCreatePermission } from '@interconnect/backstage-plugin-interconnect-common';
import { RiAddLine } from '@remixicon/react';
import { useSearchParams } from 'react-router-dom';
import { useMay } from '../../hooks/useMay';
import { useNetworks } from '../../hooks/queries';
import { useTexts } from '../../hooks/useTexts';
import { requestRouteRef } from '../../routes';
import { ErrorPanel, Loading, OutdatedNotice } from '../common/fallbacks';
import { ListHeader } from '../common/layout';
import { Quiet } from '../common/cells';
import { NetworksTable } from './NetworksTable';
import { NoNetworks } from './NoNetworks';

/** All networks that the person may see. */
export function NetworksPage() {
  const t = useTexts();
  const networks = useNetworks();
  const [parameters] = useSearchParams();
  const project = parameters.get('project');
  // Who may ask depends on the project, which is known here only when it is chosen.
  const create = useMay(networkCreatePermission, project ? { project, network: '' } : undefined);
  const request = useRouteRef(requestRouteRef);
  const query = project ? `?${new URLSearchParams({ project })}` : '';
  const requestButton = create.allowed && (
    <ButtonLink variant="primary" iconStart={<RiAddLine />} href={`${request()}${query}`}>
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
          {create.missing && <Quiet as="p">{t('networks.denied', create)}</Quiet>}
          {networks.loading && <Loading label={t('loading.networks')} />}
          {networks.error && !networks.value && (
            <ErrorPanel error={networks.error} onRetry={networks.refresh} />
          )}
          {networks.value?.length === 0 && (
            <NoNetworks
              title={t('networks.none')}
              text={create.missing ? undefined : t('networks.noneText')}
              requestButton={requestButton}
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
