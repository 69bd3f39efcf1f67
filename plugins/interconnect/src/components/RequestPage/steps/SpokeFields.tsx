import { Flex, Text } from '@backstage/ui';
import { useTexts } from '../../../hooks/useTexts';
import { MultiPicker } from '../fields/MultiPicker';
import { useRequest } from '../RequestContext';
import { clusterOptions } from './clusterOptions';
import { SpokeRow } from './SpokeRow';
import styles from './steps.module.css';

/** The spokes: chosen from a list, each with what is known of it. */
export function SpokeFields() {
  const t = useTexts();
  const { state, document, dispatch, clusters } = useRequest();
  const { hub, spokes = [] } = document;
  const names = spokes.flatMap(({ cluster }) => (cluster ? [cluster] : []));

  function choose(values: string[]) {
    const kept = new Map(spokes.map(spoke => [spoke.cluster, spoke]));
    const value = values.map(cluster => ({ ...kept.get(cluster), cluster }));
    dispatch({ type: 'set', field: 'spokes', value });
  }
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
        options={clusterOptions(clusters.value, state.project, [hub?.cluster])}
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
          {spokes.map((spoke, index) => (
            <SpokeRow
              key={index}
              place={`spokes[${index}]`}
              name={spoke.cluster ?? ''}
              cluster={clusters.value?.find(({ name }) => name === spoke.cluster)}
            />
          ))}
        </ul>
      )}
    </Flex>
  );
}
