import { Button, ButtonIcon, Flex, Text } from '@backstage/ui';
import { DocumentParts } from '@interconnect/backstage-plugin-interconnect-common';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import { memo, useCallback, useMemo } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { ErrorLine } from '../fields/texts';
import { MultiPicker } from '../fields/pickers';
import { RequestForm, useRequest } from '../RequestContext';
import { Json } from '../state/json';
import { clusterDetails, clusterOptions } from './choices';
import { SelectorRow } from './SelectorRow';
import styles from './steps.module.css';

const none: NonNullable<DocumentParts['spokes']> = [];

function Row(props: {
  place: string;
  name: string;
  details: string;
  error: string | undefined;
  dispatch: RequestForm['dispatch'];
}) {
  const { place, name, details, error, dispatch } = props;
  const t = useTexts();
  return (
    <li className={styles.chosenItem} data-place={place}>
      <div className={styles.grow}>
        <Text weight="bold">{name || place}</Text>{' '}
        <Text variant="body-small" color="secondary">
          {details}
        </Text>
        <ErrorLine id={`${place}-error`} text={error} />
      </div>
      <ButtonIcon
        variant="tertiary"
        size="small"
        aria-label={t('request.remove', { what: name || place })}
        aria-describedby={error && `${place}-error`}
        icon={<RiDeleteBinLine />}
        onPress={() => {
          dispatch({ type: 'removed', field: place });
          dispatch({ type: 'focused', place: 'spokes' });
        }}
      />
    </li>
  );
}

/**
 * One spoke that is chosen: what is known of it, and what is wrong with it. There may be hundreds:
 * each is drawn again only when something of its own has changed.
 */
const SpokeRow = memo(Row);

/** The spokes: chosen from a list, each with what is known of it. */
export function SpokeFields() {
  const t = useTexts();
  const { document, chosen, told, dispatch, clusters, limits } = useRequest();
  const { hub, spokes = none } = document;
  const count = (chosen?.document.spokes ?? spokes).length;
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
      const named = new Map(spokes.map(spoke => [spoke.cluster, spoke]));
      const selectors = spokes.filter(({ selector }) => selector);
      const value = [
        ...values.map(cluster => ({ ...named.get(cluster), cluster })),
        ...selectors,
      ] as unknown as Json;
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
        {count > 0 ? t('request.spokesChosen', { count }) : t('request.noSpokes')}
      </Text>
      {spokes.length > 0 && (
        <ul className={styles.chosen} aria-label={t('request.spokes')}>
          {spokes.map(({ cluster = '', selector }, index) =>
            selector ? (
              <SelectorRow key={index} index={index} />
            ) : (
              <SpokeRow
                key={index}
                place={`spokes[${index}]`}
                name={cluster}
                details={details.get(cluster) ?? ''}
                error={told.get(`spokes[${index}]`)}
                dispatch={dispatch}
              />
            ),
          )}
        </ul>
      )}
      <div>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiAddLine />}
          onPress={() => {
            dispatch({ type: 'appended', list: 'spokes', item: { selector: {} } });
            dispatch({ type: 'focused', place: `spokes[${spokes.length}]` });
          }}
        >
          {t('request.addSelector')}
        </Button>
      </div>
    </Flex>
  );
}
