import { ButtonIcon, Text } from '@backstage/ui';
import { ClusterInfo } from '@interconnect/backstage-plugin-interconnect-common';
import { RiDeleteBinLine } from '@remixicon/react';
import { useTexts } from '../../../hooks/useTexts';
import { ErrorLine } from '../fields/ErrorLine';
import { useRequest } from '../RequestContext';
import { useErrorAt } from '../useErrorAt';
import { clusterDetails } from './clusterOptions';
import styles from './steps.module.css';

/** One spoke that is chosen: what is known of it, and what is wrong with it. */
export function SpokeRow(props: { place: string; name: string; cluster: ClusterInfo | undefined }) {
  const { place, name, cluster } = props;
  const t = useTexts();
  const { dispatch } = useRequest();
  const error = useErrorAt(place);
  return (
    <li className={styles.chosenItem} data-place={place}>
      <div className={styles.grow}>
        <Text weight="bold">{name || place}</Text>{' '}
        {cluster && (
          <Text variant="body-small" color="secondary">
            {clusterDetails(cluster)}
          </Text>
        )}
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
