import { Alert, Flex, Text } from '@backstage/ui';
import { documentWarnings } from '@interconnect/backstage-plugin-interconnect-common';
import { useTexts } from '../../../hooks/useTexts';
import { ErrorPanel } from '../../common/fallbacks';
import { Picker } from '../fields/pickers';
import { TextList } from '../fields/texts';
import { useAllowedHint, useRequest } from '../RequestContext';
import { completed } from '../state/formDocument';
import { clusterDetails, clusterOptions } from './choices';
import { FormerMembersNotice } from './FormerMembersNotice';
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
      <FormerMembersNotice />
    </Flex>
  );
}

/** The hub, and how its router is reached. */
function HubFields() {
  const t = useTexts();
  const withAllowed = useAllowedHint();
  const { document, dispatch, clusters, limits } = useRequest();
  const { hub, spokes = [] } = document;
  const taken = spokes.map(({ cluster }) => cluster);
  const known = clusters.value?.find(({ name }) => name === hub?.cluster);
  const warnings = documentWarnings({ ...completed(document), applications: [] });

  return (
    <Flex direction="column" gap="4">
      <Text as="h4" variant="title-x-small">
        {t('request.hub')}
      </Text>
      <div>
        <Picker
          place="hub.cluster"
          label={t('request.hubCluster')}
          hint={t('request.hubHint')}
          value={hub?.cluster}
          options={clusterOptions(clusters.value, limits, 'hub', taken)}
          onChange={value => dispatch({ type: 'set', field: 'hub.cluster', value })}
        />
        {known && (
          <Text as="p" variant="body-small" color="secondary">
            {clusterDetails(known)}
          </Text>
        )}
      </div>
      <TextList
        place="hub.loadBalancer.addresses"
        label={t('request.addresses')}
        hint={withAllowed(t('request.addressesHint'), limits?.limits.addresses)}
        values={hub?.loadBalancer?.addresses}
        itemLabel={number => t('request.address', { number: `${number}` })}
        add={t('request.addAddress')}
      />
      <TextList
        place="hub.loadBalancer.allowedSources"
        label={t('request.sources')}
        hint={withAllowed(t('request.sourcesHint'), limits?.limits.allowedSources)}
        values={hub?.loadBalancer?.allowedSources}
        itemLabel={number => t('request.source', { number: `${number}` })}
        add={t('request.addSource')}
      />
      {warnings.map(warning => (
        <Alert key={warning} status="warning" icon title={warning} />
      ))}
    </Flex>
  );
}
