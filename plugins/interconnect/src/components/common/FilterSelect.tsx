import { Select } from '@backstage/ui';
import { useTexts } from '../../hooks/useTexts';
import styles from './FilterSelect.module.css';

const all = '*';

/** Chooses one of several values, or all. */
export function FilterSelect(props: {
  label: string;
  value: string | undefined;
  options: { id: string; label: string }[];
  onChange: (value: string | undefined) => void;
}) {
  const t = useTexts();
  return (
    <Select
      className={styles.filter}
      label={props.label}
      value={props.value ?? all}
      onChange={key => props.onChange(key === all || key === null ? undefined : String(key))}
      options={[{ id: all, label: t('filter.all') }, ...props.options]}
      search={props.options.length > 10 ? true : undefined}
    />
  );
}
