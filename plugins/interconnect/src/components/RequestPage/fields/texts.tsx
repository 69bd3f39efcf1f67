import { Button, ButtonIcon, Text, TextAreaField, TextField } from '@backstage/ui';
import { RiAddLine, RiDeleteBinLine, RiErrorWarningFill } from '@remixicon/react';
import { useId } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { useErrorAt, useRequest } from '../RequestContext';
import styles from './fields.module.css';

/**
 * A text of the request, with what is wrong with it. Blanks around it, as when it was pasted, are
 * left out.
 */
export function TextInput(props: {
  /** Where it stands in the form. */
  place: string;
  label: string;
  hint?: string;
  value: string | undefined;
  onChange: (value: string) => void;
  isRequired?: boolean;
  isReadOnly?: boolean;
  /** As a field of that many lines. */
  rows?: number;
}) {
  const { place, label, hint, value = '', onChange, isRequired, isReadOnly, rows } = props;
  const error = useErrorAt(place);
  const shared = {
    label,
    description: hint,
    value,
    isRequired,
    isReadOnly,
    validationBehavior: 'aria' as const,
    validate: () => error,
  };
  return (
    <div data-place={place} className={styles.field}>
      {rows ? (
        <TextAreaField
          {...shared}
          rows={rows}
          onChange={onChange}
          onBlur={() => value !== value.trim() && onChange(value.trim())}
        />
      ) : (
        <TextField
          {...shared}
          onChange={written => onChange(written.trim())}
          autoComplete="off"
          spellCheck="false"
        />
      )}
    </div>
  );
}

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

/** What is wrong, beside what has no field of its own to say it. `id`: for `aria-describedby`. */
export function ErrorLine(props: { id?: string; text: string | undefined }) {
  if (!props.text) return null;
  return (
    <p id={props.id} className={styles.error}>
      <RiErrorWarningFill size={14} className={styles.icon} aria-hidden />
      {props.text}
    </p>
  );
}
