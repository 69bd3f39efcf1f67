import { Flex, Text } from '@backstage/ui';
import { DocumentParts } from '@interconnect/backstage-plugin-interconnect-common';
import { useCallback, useMemo } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { MultiPicker } from '../fields/MultiPicker';
import { useRequest } from '../RequestContext';
import { clusterDetails, clusterOptions } from './clusterOptions';
import { SpokeRow } from './SpokeRow';
import styles from './steps.module.css';

const none: NonNullable<DocumentParts['spokes']> = [];

/** The spokes: chosen from a list, each with what is known of it. */
export function SpokeFields() {
  const t = useTexts();
  const { document, told, dispatch, clusters, limits } = useRequest();
  const { hub, spokes = none } = document;
  const names = useMemo(
    () => spokes.flatMap(({ cluster }) => (cluster ? [cluster] : [])),
    [spokes],
  );
  const options = useMemo(
    () => clusterOptions(clusters.value, limits, 'spoke', [hub?.cluster]),
    [clusters.value, limits, hub?.cluster],
  );
  const details = useMemo(
    () => new Map(clusters.value?.map(cluster => [cluster.name, clusterDetails(cluster)])),
    [clusters.value],
  );
  const choose = useCallback(
    (values: string[]) => {
      const kept = new Map(spokes.map(spoke => [spoke.cluster, spoke]));
      const value = values.map(cluster => ({ ...kept.get(cluster), cluster }));
      dispatch({ type: 'set', field: 'spokes', value });
    },
    [spokes, dispatch],
  );
  return (
    <Flex direction="column" gap="3">
      <Text as="h4" variant="title-x-small">
        {t('request.spokes')}
      </Text>
      <MultiPicker
        place="spokes"
        label={t('request.spokesCluster')}
        hint={t('request.spokesHint')}
        placeholder={t('request.spokesPlaceholder')}
        values={names}
        options={options}
        notOffered={t(clusters.value ? 'request.clusterForOthers' : 'request.clusterUnknown')}
        onChange={choose}
      />
      <Text as="p" role="status" variant="body-small" color="secondary">
        {spokes.length > 0
          ? t('request.spokesChosen', { count: spokes.length })
          : t('request.noSpokes')}
      </Text>
      {spokes.length > 0 && (
        <ul className={styles.chosen} aria-label={t('request.spokes')}>
          {spokes.map(({ cluster = '' }, index) => (
            <SpokeRow
              key={index}
              place={`spokes[${index}]`}
              name={cluster}
              details={details.get(cluster) ?? ''}
              error={told.get(`spokes[${index}]`)}
              dispatch={dispatch}
            />
          ))}
        </ul>
      )}
    </Flex>
  );
}
