import { Combobox, Select } from '@backstage/ui';
import { memo, useId } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { useErrorAt } from '../RequestContext';
import styles from './fields.module.css';
import { ErrorLine } from './texts';

/** Something that can be chosen. */
export interface PickerOption {
  id: string;
  label: string;
  description?: string;
}

/** A name that was pasted has blanks around it at times. */
const blanksIgnored = {
  filter: ({ label }: { label: string }, text: string) =>
    label.toLowerCase().includes(text.trim().toLowerCase()),
};

/**
 * Chooses one of many, by typing a part of it or from a list. What is chosen stays visible though
 * it is not offered.
 */
export function Picker(props: {
  place: string;
  label: string;
  hint?: string;
  value: string | undefined;
  options: PickerOption[];
  onChange: (value: string | undefined) => void;
  isRequired?: boolean;
  isReadOnly?: boolean;
}) {
  const { place, label, hint, value, options, onChange, isRequired, isReadOnly } = props;
  const error = useErrorAt(place);
  const chosen =
    value && !options.some(({ id }) => id === value) ? [{ id: value, label: value }] : [];
  return (
    <div data-place={place} className={styles.field}>
      <Combobox
        label={label}
        description={hint}
        options={[...options, ...chosen]}
        value={value ?? null}
        onChange={key => onChange(key === null ? undefined : String(key))}
        isRequired={isRequired}
        isReadOnly={isReadOnly}
        search={blanksIgnored}
        menuTrigger="input" // the focus of an error would open it
        validationBehavior="aria"
        validate={() => error}
      />
    </div>
  );
}

/** From so many options on there is a search field. */
const searchFrom = 8;

/** What can be chosen, and what is. */
interface MultiPickerProps {
  place: string;
  label: string;
  hint?: string;
  placeholder?: string;
  values: string[];
  options: PickerOption[];
  /** What is said of a chosen one that is not offered. */
  notOffered?: string;
  onChange: (values: string[]) => void;
  isRequired?: boolean;
}

/** Drawn again only when something of its own has changed: there may be hundreds to choose from. */
function SelectMany(props: MultiPickerProps & { error: string | undefined }) {
  const { error, place, label, hint, placeholder, values, options, notOffered, onChange } = props;
  const t = useTexts();
  const errorId = useId();
  const offered = new Set(options.map(({ id }) => id));
  const others = values
    .filter(value => !offered.has(value))
    .map(id => ({ id, label: id, ...(notOffered && { description: notOffered }) }));
  return (
    <div data-place={place}>
      <Select
        selectionMode="multiple"
        label={label}
        description={hint}
        placeholder={placeholder ?? ''}
        options={[...options, ...others]}
        value={values}
        onChange={keys => onChange(inOrder(values, keys.map(String)))}
        isRequired={props.isRequired}
        isInvalid={error !== undefined}
        validationBehavior="aria"
        aria-describedby={error && errorId}
        search={options.length >= searchFrom ? { placeholder: t('request.search') } : undefined}
      />
      <ErrorLine id={errorId} text={error} />
    </div>
  );
}

const List = memo(SelectMany);

/** Chooses any number of many. What is chosen can be given up though it is not offered any more. */
export function MultiPicker(props: MultiPickerProps) {
  return <List {...props} error={useErrorAt(props.place)} />;
}

/** Those that were chosen before keep their order. */
function inOrder(before: string[], after: string[]): string[] {
  const kept = before.filter(value => after.includes(value));
  return [...kept, ...after.filter(value => !before.includes(value))];
}
