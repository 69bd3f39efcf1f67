import { Combobox } from '@backstage/ui';
import { useErrorAt } from '../useErrorAt';
import styles from './fields.module.css';

/** Something that can be chosen. */
export interface PickerOption {
  id: string;
  label: string;
  description?: string;
}

/** Chooses one of many, by typing a part of it or from a list. What is chosen stays visible though it is not offered. */
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
        menuTrigger="input" // the focus of an error would open it
        validationBehavior="aria"
        validate={() => error}
      />
    </div>
  );
}
