import { ButtonIcon, Flex, Switch, Text } from '@backstage/ui';
import { labelsText, someOf } from '@interconnect/backstage-plugin-interconnect-common';
import { RiDeleteBinLine } from '@remixicon/react';
import { useMemo } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { MultiPicker } from '../fields/pickers';
import { useRequest } from '../RequestContext';
import { labelId, labelOptions, selectorOf } from './choices';
import styles from './steps.module.css';

/** Spokes that are chosen by their labels: which labels, whether followed, and whom they choose. */
export function SelectorRow({ index }: { index: number }) {
  const t = useTexts();
  const { document, chosen, clusters, limits, dispatch } = useRequest();
  const { selector = {}, follow = false } = document.spokes?.[index] ?? {};
  const place = `spokes[${index}]`;
  const options = useMemo(() => labelOptions(clusters.value, limits), [clusters.value, limits]);
  const names = chosen?.selection?.clusters[index];
  const set = (labels: Record<string, string>, isFollowed: boolean) =>
    dispatch({
      type: 'set',
      field: place,
      value: { selector: labels, ...(isFollowed && { follow: true }) },
    });

  return (
    <li className={styles.chosenItem}>
      <Flex direction="column" gap="2" className={styles.grow}>
        <MultiPicker
          place={place}
          label={t('request.selector', { number: `${index + 1}` })}
          hint={t('request.selectorHint')}
          placeholder={t('request.selectorPlaceholder')}
          values={Object.entries(selector).map(([key, value]) => labelId(key, value))}
          options={options}
          onChange={values => set(selectorOf(values), follow)}
        />
        <Text as="p" role="status" variant="body-small" color="secondary">
          {names
            ? t('request.selectorChooses', { clusters: someOf(names, 20) || t('selectors.none') })
            : t('request.selectorUnknown')}
        </Text>
        <Switch
          label={t('request.follow')}
          isSelected={follow}
          onChange={isFollowed => set(selector, isFollowed)}
        />
      </Flex>
      <ButtonIcon
        variant="tertiary"
        size="small"
        aria-label={t('request.remove', { what: labelsText(selector) || place })}
        icon={<RiDeleteBinLine />}
        onPress={() => {
          dispatch({ type: 'removed', field: place });
          dispatch({ type: 'focused', place: 'spokes' });
        }}
      />
    </li>
  );
}
