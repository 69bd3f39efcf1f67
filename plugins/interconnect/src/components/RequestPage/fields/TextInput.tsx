import { TextAreaField, TextField } from '@backstage/ui';
import { useErrorAt } from '../useErrorAt';
import styles from './fields.module.css';

/** A text of the request, with what is wrong with it. */
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
    onChange,
    isRequired,
    isReadOnly,
    validationBehavior: 'aria' as const,
    validate: () => error,
  };
  return (
    <div data-place={place} className={styles.field}>
      {rows ? (
        <TextAreaField {...shared} rows={rows} />
      ) : (
        <TextField {...shared} autoComplete="off" spellCheck="false" />
      )}
    </div>
  );
}
