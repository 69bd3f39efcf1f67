import { RiErrorWarningFill } from '@remixicon/react';
import styles from './fields.module.css';

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
