import { Button, ButtonIcon, Text } from '@backstage/ui';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import { useId } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { useRequest } from '../RequestContext';
import { useErrorAt } from '../useErrorAt';
import { ErrorLine } from './ErrorLine';
import styles from './fields.module.css';
import { TextInput } from './TextInput';

/** Any number of texts, each with a field and errors of its own. */
export function TextList(props: {
  /** Of the list. */
  place: string;
  label: string;
  hint: string;
  values: string[] | undefined;
  /** The label of a field; numbers begin with 1. */
  itemLabel: (number: number) => string;
  add: string;
}) {
  const { place, values = [] } = props;
  const t = useTexts();
  const { dispatch } = useRequest();
  const error = useErrorAt(place);
  const id = useId();

  function append() {
    dispatch({ type: 'appended', list: place, item: '' });
    dispatch({ type: 'focused', place: `${place}[${values.length}]` });
  }
  function remove(index: number) {
    dispatch({ type: 'removed', field: `${place}[${index}]` });
    dispatch({ type: 'focused', place });
  }
  return (
    <fieldset className={styles.group} aria-describedby={`${id}-hint ${id}-error`}>
      <legend className={styles.legend}>{props.label}</legend>
      <Text as="p" id={`${id}-hint`} variant="body-small" color="secondary">
        {props.hint}
      </Text>
      <ul className={styles.list}>
        {values.map((value, index) => {
          const label = props.itemLabel(index + 1);
          return (
            <li key={index} className={styles.row}>
              <div className={styles.grow}>
                <TextInput
                  place={`${place}[${index}]`}
                  label={label}
                  value={value}
                  onChange={text =>
                    dispatch({ type: 'set', field: `${place}[${index}]`, value: text })
                  }
                />
              </div>
              <ButtonIcon
                variant="tertiary"
                aria-label={t('request.remove', { what: label })}
                icon={<RiDeleteBinLine />}
                onPress={() => remove(index)}
              />
            </li>
          );
        })}
      </ul>
      <ErrorLine id={`${id}-error`} text={error} />
      <div data-place={place}>
        <Button variant="secondary" size="small" iconStart={<RiAddLine />} onPress={append}>
          {props.add}
        </Button>
      </div>
    </fieldset>
  );
}
