import { ButtonIcon, Text } from '@backstage/ui';
import { RiDeleteBinLine } from '@remixicon/react';
import { memo } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { ErrorLine } from '../fields/ErrorLine';
import { RequestForm } from '../RequestContext';
import styles from './steps.module.css';

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
 * One spoke that is chosen: what is known of it, and what is wrong with it. There may be hundreds: each is drawn again only
 * when something of its own has changed.
 */
export const SpokeRow = memo(Row);
