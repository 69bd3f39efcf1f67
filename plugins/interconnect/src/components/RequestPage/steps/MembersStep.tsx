import { Flex } from '@backstage/ui';
import { useTexts } from '../../../hooks/useTexts';
import { ErrorPanel } from '../../common/fallbacks';
import { useRequest } from '../RequestContext';
import { HubFields } from './HubFields';
import { SpokeFields } from './SpokeFields';

/** The clusters of the network. */
export function MembersStep() {
  const t = useTexts();
  const { clusters } = useRequest();
  return (
    <Flex direction="column" gap="6">
      {clusters.error && !clusters.value && (
        <ErrorPanel
          title={t('request.clustersFailed')}
          error={clusters.error}
          onRetry={clusters.refresh}
        />
      )}
      <HubFields />
      <SpokeFields />
    </Flex>
  );
}
